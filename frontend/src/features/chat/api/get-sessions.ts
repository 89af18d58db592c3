import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { chatKeys, type ChatSession } from './chat-keys';

export function useSessions() {
  return useQuery({
    queryKey: chatKeys.sessions,
    queryFn: async ({ signal }) =>
      (await api.get<{ sessions: ChatSession[] }>('/chat/sessions', { signal })).sessions,
  });
}
