import { LockOpen } from 'lucide-react';
import { useAuthStatus } from '@/features/auth/api/get-auth-status';
import { authTexts as t } from '@/texts/auth';

/** Says that logins are off who they are. */
export function OpenNotice() {
  const { data: status } = useAuthStatus();
  if (status?.mode !== 'off') return null;
  return (
    <section
      aria-label={t.openLabel}
      className="flex items-center justify-center gap-2 border-b bg-raised px-4 py-1.5 text-sm text-muted"
    >
      <LockOpen className="size-4 shrink-0" aria-hidden />
      {t.openNotice}
    </section>
  );
}
