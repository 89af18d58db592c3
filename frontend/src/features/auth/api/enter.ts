import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { Account } from '@/lib/account';
import { api } from '@/lib/api-client';
import { authTexts } from '@/texts/auth';

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

/** Anyone who gets in sees nothing that was fetched for someone else. */
function useEntry<T>(enter: (entry: T) => Promise<Account>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: enter,
    onSuccess: (account) => {
      const wrong = account.wrong_codes ?? 0;
      if (wrong > 0) toast.warning(authTexts.wrongCodes(wrong), { duration: Infinity });
      return client.resetQueries();
    },
    meta: { showsOwnErrors: true },
  });
}
