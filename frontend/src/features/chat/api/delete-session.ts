import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { chatKeys } from './chat-keys';

export function useDeleteSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/chat/sessions/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: chatKeys.sessions }),
  });
}
