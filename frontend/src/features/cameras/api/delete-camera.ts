import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

/** Asks for a camera's removal, which the server finishes in the background. */
export function useDeleteCamera() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<{ message: string }>(`/cameras/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.cameras }),
  });
}
