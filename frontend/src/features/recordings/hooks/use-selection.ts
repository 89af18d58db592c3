import { useState } from 'react';

/** Which recordings are chosen. */
export function useSelection() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    ids,
    clear: () => setIds(new Set()),
    set: (changed: readonly string[], selected: boolean) => {
      const next = new Set(ids);
      for (const id of changed) {
        if (selected) next.add(id);
        else next.delete(id);
      }
      setIds(next);
    },
    /** Whether all, some or none of these are chosen. */
    stateOf: (group: readonly string[]): boolean | 'mixed' => {
      const chosen = group.filter((id) => ids.has(id)).length;
      if (chosen === 0) return false;
      return chosen === group.length ? true : 'mixed';
    },
  };
}

export type Selection = ReturnType<typeof useSelection>;
