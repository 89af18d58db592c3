import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { ApiError } from '@/lib/problem';
import { chatKeys } from './chat-keys';

export type ChatAvailability = 'ready' | 'unconfigured' | 'unavailable';

/** Whether the assistant can answer; `unavailable` when the server has none. */
export function useChatHealth() {
  return useQuery({
    queryKey: chatKeys.health,
    queryFn: async ({ signal }): Promise<ChatAvailability> => {
      try {
        const { configured } = await api.get<{ configured: boolean }>('/chat/health', { signal });
        return configured ? 'ready' : 'unconfigured';
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return 'unavailable';
        throw error;
      }
    },
  });
}
