import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Role } from '@/lib/account';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

interface Token {
  id: string;
  name: string;
  role: Role;
  camera_ids: string[] | null;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

export interface NewToken {
  name: string;
  role: Role;
  /** Null for all of its maker's. */
  camera_ids: string[] | null;
  expires_in_days: number | null;
  /** For a token that lasts longer than a day. */
  password?: string;
  code?: string;
}

const key = [...queryKeys.auth, 'tokens'] as const;

export function useTokens() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await api.get<{ tokens: Token[] }>('/auth/tokens', { signal })).tokens,
  });
}

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: NewToken) => api.post<{ token: string }>('/auth/tokens', token),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
    meta: { showsOwnErrors: true },
  });
}

export function useDeleteToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<undefined>(`/auth/tokens/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}
