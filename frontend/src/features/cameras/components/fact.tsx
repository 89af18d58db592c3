import type { ReactNode } from 'react';

/** One line of a list of facts; a dash when it is not known. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const known = children !== null && children !== undefined && children !== '';
  return (
    <div className="flex justify-between gap-4">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 text-right wrap-anywhere tabular-nums">{known ? children : '–'}</dd>
    </div>
  );
}
