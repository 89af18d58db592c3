import { KeyRound } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { discoveryTexts as t } from '@/texts/discovery';
import type { Credentials } from '../trial';

interface CredentialsTrialProps {
  credentials: Credentials;
  /** How many cameras they would be shown to. */
  count: number;
  busy: boolean;
  onChange: (credentials: Credentials) => void;
  onTry: () => void;
}

/** A user and a password for many cameras at once. */
export function CredentialsTrial({ credentials, count, busy, onChange, onTry }: CredentialsTrialProps) {
  return (
    <form
      className="rounded-xl bg-raised/60 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        onTry();
      }}
    >
      <p className="text-sm font-medium">{t.passwordTitle}</p>
      <p className="mt-0.5 text-sm text-muted">{t.passwordText}</p>
      <div className="mt-3 grid gap-3 sm:grid-cols-[1fr_1fr_auto] sm:items-end">
        <Field label={t.user}>
          {(control) => (
            <Input
              {...control}
              value={credentials.user}
              autoComplete="off"
              onChange={(event) => onChange({ ...credentials, user: event.target.value })}
            />
          )}
        </Field>
        <Field label={t.password}>
          {(control) => (
            <Input
              {...control}
              type="password"
              value={credentials.password}
              autoComplete="new-password"
              onChange={(event) => onChange({ ...credentials, password: event.target.value })}
            />
          )}
        </Field>
        <Button type="submit" busy={busy} disabled={count === 0 || credentials.user === ''}>
          <KeyRound className="size-4" aria-hidden />
          {t.tryAll(count)}
        </Button>
      </div>
    </form>
  );
}
