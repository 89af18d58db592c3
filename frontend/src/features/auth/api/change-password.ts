import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

interface PasswordChange {
  current_password: string;
  new_password: string;
  /** Whether API tokens stay valid. */
  keep_tokens: boolean;
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: PasswordChange) => api.post<undefined>('/auth/password', change),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.auth }),
    meta: { showsOwnErrors: true },
  });
}
