import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Account } from '@/lib/account';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

export interface UserChanges {
  password?: string;
  role: Account['role'];
  /** Null for all cameras. */
  camera_ids: string[] | null;
  remove_two_factor?: boolean;
  /** Whether their API tokens stay valid when the password changes. */
  keep_tokens?: boolean;
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

export const useCreateUser = () =>
  useUserMutation((user: NewUser) => api.post<Account>('/users', toRequest(user)));

export const useUpdateUser = (id: string) =>
  useUserMutation((changes: UserChanges) => api.patch<Account>(`/users/${id}`, toRequest(changes)));

export function useDeleteUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<undefined>(`/users/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.users }),
  });
}

/** A change that leaves `camera_ids` out keeps the cameras as they are, so all of them are asked for by a word of their own. */
const toRequest = <T extends UserChanges>({ camera_ids, ...rest }: T) => ({
  ...rest,
  // An administrator uses all cameras.
  all_cameras: camera_ids === null || rest.role === 'administrator',
  camera_ids: camera_ids ?? [],
});

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
