import { mapConcurrently } from '@/lib/map-concurrently';
import { errorMessage } from '@/lib/problem';

interface ManyChanged {
  /** The ids of those that were changed. */
  changed: string[];
  /** How many were not, and why the first of them. */
  failed: number;
  reason: string;
}

/** Changes recordings one by one, a few at a time: one that fails keeps no other from it. */
export async function changeMany(
  ids: readonly string[],
  change: (id: string) => Promise<unknown>,
): Promise<ManyChanged> {
  const results = await mapConcurrently(ids, 4, change);
  const failures = results.filter((result) => result.status === 'rejected');
  return {
    changed: ids.filter((_, index) => results[index]?.status === 'fulfilled'),
    failed: failures.length,
    reason: errorMessage(failures[0]?.reason),
  };
}
