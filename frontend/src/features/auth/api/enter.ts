import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Account } from '@/lib/account';
import { api } from '@/lib/api-client';

export interface Login {
  user_name: string;
  password: string;
  code?: string;
}

export interface Setup {
  user_name: string;
  password: string;
  setup_code?: string;
}

export const useLogin = () => useEntry((login: Login) => api.post<Account>('/auth/login', login));

export const useSetup = () => useEntry((setup: Setup) => api.post<Account>('/auth/setup', setup));

/** Whoever gets in sees nothing that was fetched for somebody else. */
function useEntry<T>(enter: (entry: T) => Promise<Account>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: enter,
    onSuccess: () => client.resetQueries(),
    meta: { showsOwnErrors: true },
  });
}
