import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export function useClearAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete<{ count: number }>('/settings/cameras/all'),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.cameras }),
  });
}
