import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { formatDateTime } from '@/lib/time';
import { authTexts as t } from '@/texts/auth';
import { useEndOtherSessions, useEndSession, useSessions } from '../api/sessions';
import { AccountSection } from './account-section';
import { KeepTokens } from './keep-tokens';

export function SessionSection() {
  const { data: sessions, error, refetch } = useSessions();
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const [keepTokens, setKeepTokens] = useState(false);
  return (
    <AccountSection title={t.sessionsTitle}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!sessions && !error && <Skeleton className="h-12" />}
      <ul className="divide-y">
        {sessions?.map((session) => (
          <li key={session.id} className="flex items-center gap-3 py-2 text-sm">
            <div className="min-w-0 flex-1">
              <p className="truncate">{session.client || t.sessionUnknown}</p>
              <p className="text-muted">
                {session.address} ·{' '}
                {session.current ? t.sessionCurrent : t.sessionUsed(formatDateTime(session.last_seen_at))}
              </p>
            </div>
            {!session.current && (
              <Button size="small" onClick={() => end.mutate(session.id)}>
                {t.sessionEnd}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions && (
        <>
          <KeepTokens checked={keepTokens} onChange={setKeepTokens} />
          <Button
            busy={endOthers.isPending}
            onClick={() =>
              endOthers.mutate({ keepTokens }, { onSuccess: () => toast.success(t.sessionsEnded) })
            }
          >
            {t.sessionsEnd}
          </Button>
        </>
      )}
    </AccountSection>
  );
}
