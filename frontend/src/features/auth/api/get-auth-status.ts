import { useQuery } from '@tanstack/react-query';
import type { Account, Role } from '@/lib/account';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export interface AuthStatus {
  mode: 'on' | 'off';
  /** No one can log in yet. */
  setup_required: boolean;
  setup_code_required: boolean;
  /** The name of the provider that people may also log in with. */
  login_with: string | null;
  user: (Account & { role: Role }) | null;
}

export function useAuthStatus() {
  return useQuery({
    queryKey: queryKeys.auth,
    queryFn: ({ signal }) => api.get<AuthStatus>('/auth/status', { signal }),
  });
}
