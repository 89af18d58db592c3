import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Account } from '@/lib/account';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export interface UserChanges {
  password?: string;
  role: Account['role'];
  all_cameras: boolean;
  camera_ids: string[];
  remove_two_factor?: boolean;
}

export interface NewUser extends UserChanges {
  user_name: string;
  password: string;
}

export function useUsers() {
  return useQuery({
    queryKey: queryKeys.users,
    queryFn: async ({ signal }) => (await api.get<{ users: Account[] }>('/users', { signal })).users,
  });
}

export const useCreateUser = () => useUserMutation((user: NewUser) => api.post<Account>('/users', user));

export const useUpdateUser = (id: string) =>
  useUserMutation((changes: UserChanges) => api.patch<Account>(`/users/${id}`, changes));

export function useDeleteUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<undefined>(`/users/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.users }),
  });
}

function useUserMutation<T>(mutate: (input: T) => Promise<Account>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: mutate,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.users }),
        client.invalidateQueries({ queryKey: queryKeys.auth }),
      ]),
    meta: { showsOwnErrors: true },
  });
}
