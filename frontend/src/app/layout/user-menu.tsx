import { useNavigate } from '@tanstack/react-router';
import { CircleUserRound, LogOut, UserCog, Users } from 'lucide-react';
import { ActionMenu } from '@/components/ui/action-menu';
import { Button } from '@/components/ui/button';
import { useAuthStatus } from '@/features/auth/api/get-auth-status';
import { useLogOut } from '@/features/auth/api/log-out';
import { authTexts as t } from '@/texts/auth';

/** One's own account, the users for administrators, and the way out. */
export function UserMenu() {
  const { data: status } = useAuthStatus();
  const navigate = useNavigate();
  const logOut = useLogOut();
  const user = status?.user;
  if (!user) return null;
  return (
    <ActionMenu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t.menu(user.user_name)}>
          <CircleUserRound className="size-4.5" aria-hidden />
        </Button>
      }
      actions={[
        { label: t.account, icon: UserCog, onSelect: () => void navigate({ to: '/account' }) },
        ...(user.role === 'administrator'
          ? [{ label: t.users, icon: Users, onSelect: () => void navigate({ to: '/users' }) }]
          : []),
        { label: t.logout, icon: LogOut, onSelect: () => logOut.mutate() },
      ]}
    />
  );
}
