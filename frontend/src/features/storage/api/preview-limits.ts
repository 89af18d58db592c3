import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';
import type { LimitChanges } from '../limits';

export interface LimitsPreview {
  recordings: number;
  bytes: number;
  /** False when there are more, which were not counted. */
  is_complete: boolean;
  cameras: { id: string | null; name: string; recordings: number; bytes: number; until: string }[];
}

/** What limits would delete at once; asks nothing while there are no changes. */
export function useLimitsPreview(changes: LimitChanges | null) {
  return useQuery({
    queryKey: [...queryKeys.storage, 'preview', changes],
    queryFn: ({ signal }) => api.get<LimitsPreview>('/storage/preview', { query: { ...changes }, signal }),
    enabled: changes !== null,
  });
}
