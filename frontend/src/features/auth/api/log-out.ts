import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { endPush } from '@/lib/push';

export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await api.post<undefined>('/auth/logout');
      // Who uses this browser next gets no alerts about this user's cameras.
      await endPush();
    },
    onSuccess: () => client.resetQueries(),
  });
}
