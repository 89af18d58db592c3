import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

interface Session {
  id: string;
  created_at: string;
  last_seen_at: string;
  address: string;
  /** What the browser calls itself. */
  client: string;
  current: boolean;
}

const key = [...queryKeys.auth, 'sessions'] as const;

export function useSessions() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await api.get<{ sessions: Session[] }>('/auth/sessions', { signal })).sessions,
  });
}

/** Ends one session. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<undefined>(`/auth/sessions/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.auth }),
  });
}

/** Ends all other sessions, and the API tokens unless they are kept. */
export function useEndOtherSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ keepTokens }: { keepTokens: boolean }) =>
      api.delete<undefined>(`/auth/sessions?keep_tokens=${keepTokens}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.auth }),
  });
}
