import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export function useRenameSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) => api.patch(`/chat/sessions/${id}`, { name }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.chat }),
  });
}
