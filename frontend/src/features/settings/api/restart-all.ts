import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export function useRestartAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<{ restarted: string[] }>('/settings/restart-all'),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.cameras }),
  });
}
