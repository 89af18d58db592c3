import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';
import type { LimitChanges } from '../limits';

export function useSaveLimits() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (retention: LimitChanges) => api.patch<unknown>('/settings/', { retention }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.settings }),
        client.invalidateQueries({ queryKey: queryKeys.storage }),
      ]),
  });
}
