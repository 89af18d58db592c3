import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

/** Starts or stops the recording of a camera. */
export function useRecordCamera() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, command }: { id: string; command: 'start' | 'stop' }) =>
      api.post<{ message: string }>(`/cameras/${id}/recording/${command}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.recordings }),
  });
}
