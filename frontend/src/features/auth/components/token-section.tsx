import { Trash2 } from 'lucide-react';
import { ErrorNotice } from '@/components/ui/error-notice';
import { IconButton } from '@/components/ui/icon-button';
import type { Account, Role } from '@/lib/account';
import type { Camera } from '@/lib/camera';
import { formatDateTime } from '@/lib/time';
import { authTexts as t } from '@/texts/auth';
import { useDeleteToken, useTokens } from '../api/tokens';
import { AccountSection } from './account-section';
import { NewTokenForm } from './new-token-form';

interface TokenSectionProps {
  user: Account & { role: Role };
  /** Those that its maker may use. */
  cameras: readonly Camera[];
}

export function TokenSection({ user, cameras }: TokenSectionProps) {
  const { data: tokens, error, refetch } = useTokens();
  const remove = useDeleteToken();
  return (
    <AccountSection title={t.tokensTitle} text={t.tokensText}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {tokens?.length === 0 && <p className="text-sm text-muted">{t.tokensNone}</p>}
      <ul className="divide-y">
        {tokens?.map((token) => (
          <li key={token.id} className="flex items-center gap-3 py-2 text-sm">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{token.name}</p>
              <p className="text-muted">
                {[
                  t.roles[token.role],
                  token.camera_ids && t.someCameras(token.camera_ids.length),
                  token.last_used_at ? t.tokenUsed(formatDateTime(token.last_used_at)) : t.tokenNeverUsed,
                  token.expires_at && t.tokenExpires(formatDateTime(token.expires_at)),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <IconButton
              icon={Trash2}
              label={t.tokenDelete(token.name)}
              onClick={() => remove.mutate(token.id)}
            />
          </li>
        ))}
      </ul>
      <NewTokenForm user={user} cameras={cameras} />
    </AccountSection>
  );
}
