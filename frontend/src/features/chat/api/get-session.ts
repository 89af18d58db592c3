import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { chatKeys, type ChatConversation } from './chat-keys';

export function useSession(id: string | null) {
  return useQuery({
    queryKey: chatKeys.session(id ?? ''),
    queryFn: ({ signal }) => api.get<ChatConversation>(`/chat/sessions/${id ?? ''}`, { signal }),
    enabled: id !== null,
  });
}
