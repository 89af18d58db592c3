import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { queryKeys } from '@/lib/query-keys';
import { authTexts as t } from '@/texts/auth';
import { sharedTexts } from '@/texts/shared';
import { useBeginTotp, useRemoveTotp } from '../api/totp';
import { AccountSection } from './account-section';
import { ConfirmTotpForm } from './confirm-totp-form';
import { PasswordForm } from './password-form';

interface TotpSectionProps {
  enabled: boolean;
}

export function TotpSection({ enabled }: TotpSectionProps) {
  const client = useQueryClient();
  const begin = useBeginTotp();
  const remove = useRemoveTotp();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const removeTotp = async (password: string, code: string) => {
    await remove.mutateAsync({ password, code });
    toast.success(t.totpRemoved);
  };
  const finish = () => {
    setCodes(null);
    begin.reset();
    void client.invalidateQueries({ queryKey: queryKeys.auth });
  };

  if (codes) {
    return (
      <AccountSection title={t.recoveryTitle} text={t.recoveryText}>
        <ul className="grid grid-cols-2 gap-2 font-mono text-sm">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Button onClick={finish}>{sharedTexts.close}</Button>
      </AccountSection>
    );
  }

  return (
    <AccountSection title={t.totpTitle} text={enabled ? t.totpOn : t.totpOff}>
      {enabled && <PasswordForm label={t.totpRemove} withCode onSubmit={removeTotp} />}
      {!enabled && begin.data && (
        <ConfirmTotpForm totpKey={begin.data.key} uri={begin.data.uri} onConfirmed={setCodes} />
      )}
      {!enabled && !begin.data && (
        <PasswordForm label={t.totpBegin} onSubmit={(password) => begin.mutateAsync(password)} />
      )}
    </AccountSection>
  );
}
