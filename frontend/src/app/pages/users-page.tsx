import { useState } from 'react';
import { UserPlus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useAuthStatus } from '@/features/auth/api/get-auth-status';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { UserDialog } from '@/features/users/components/user-dialog';
import { UserList } from '@/features/users/components/user-list';
import type { Account } from '@/lib/account';
import { authTexts as t } from '@/texts/auth';
import { PageHeading } from '../layout/page-heading';

export function UsersPage() {
  const { data: status } = useAuthStatus();
  const { data: cameras = [] } = useCameras();
  const [editing, setEditing] = useState<Account | 'new' | null>(null);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeading title={t.users}>
        <Button variant="primary" onClick={() => setEditing('new')}>
          <UserPlus className="size-4" aria-hidden />
          {t.addUser}
        </Button>
      </PageHeading>
      <UserList ownId={status?.user?.id} onEdit={setEditing} />
      {editing && (
        <UserDialog
          user={editing === 'new' ? null : editing}
          ownId={status?.user?.id}
          cameras={cameras}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}
