import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export type RunCommand = 'start' | 'stop' | 'restart';

/** Starts, stops or restarts a camera. */
export function useRunCamera() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, command }: { id: string; command: RunCommand }) =>
      api.post<{ message: string }>(`/cameras/${id}/${command}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.cameras }),
  });
}
