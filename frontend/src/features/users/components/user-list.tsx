import { useState } from 'react';
import { Pencil, Trash2 } from 'lucide-react';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ErrorNotice } from '@/components/ui/error-notice';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import type { Account } from '@/lib/account';
import { formatDateTime } from '@/lib/time';
import { authTexts as t } from '@/texts/auth';
import { useDeleteUser, useUsers } from '../api/users';

interface UserListProps {
  ownId: string | undefined;
  onEdit: (user: Account) => void;
}

export function UserList({ ownId, onEdit }: UserListProps) {
  const { data: users, error, refetch } = useUsers();
  const [leaving, setLeaving] = useState<Account | null>(null);
  const remove = useDeleteUser();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!users) return <Skeleton className="h-24 rounded-2xl" />;
  return (
    <>
      <ul className="divide-y rounded-2xl border bg-surface px-5">
        {users.map((user) => (
          <li key={user.id} className="flex items-center gap-3 py-3 text-sm">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                {user.user_name}
                {user.id === ownId && <span className="font-normal text-muted"> ({t.you})</span>}
              </p>
              <p className="text-muted">{describe(user)}</p>
            </div>
            <IconButton icon={Pencil} label={t.editUser(user.user_name)} onClick={() => onEdit(user)} />
            <IconButton icon={Trash2} label={t.deleteUser(user.user_name)} onClick={() => setLeaving(user)} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={() =>
          leaving &&
          remove.mutate(leaving.id, {
            onSuccess: () => toast.success(t.userDeleted(leaving.user_name)),
            onSettled: () => setLeaving(null),
          })
        }
        title={t.deleteUserTitle(leaving?.user_name ?? '')}
        description={t.deleteUserText}
        confirmLabel={t.deleteUser(leaving?.user_name ?? '')}
        busy={remove.isPending}
      />
    </>
  );
}

function describe(user: Account): string {
  return [
    t.roles[user.role],
    user.camera_ids ? t.someCameras(user.camera_ids.length) : t.allCamerasShort,
    user.last_login_at ? t.lastLogin(formatDateTime(user.last_login_at)) : t.neverLoggedIn,
  ].join(' · ');
}
