import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

interface TotpKey {
  key: string;
  /** `otpauth:`, for the QR code. */
  uri: string;
}

export function useBeginTotp() {
  return useMutation({
    mutationFn: (password: string) => api.post<TotpKey>('/auth/totp', { password }),
    meta: { showsOwnErrors: true },
  });
}

export function useConfirmTotp() {
  return useMutation({
    mutationFn: (code: string) => api.post<{ codes: string[] }>('/auth/totp/confirm', { code }),
    meta: { showsOwnErrors: true },
  });
}

export function useRemoveTotp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (factors: { password: string; code: string }) =>
      api.post<undefined>('/auth/totp/remove', factors),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.auth }),
    meta: { showsOwnErrors: true },
  });
}
