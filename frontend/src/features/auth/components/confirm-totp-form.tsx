import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { showServerError } from '@/lib/form-errors';
import { authTexts as t } from '@/texts/auth';
import { useConfirmTotp } from '../api/totp';
import { QrCode } from './qr-code';

interface ConfirmTotpFormProps {
  totpKey: string;
  uri: string;
  onConfirmed: (codes: readonly string[]) => void;
}

/** Shows the key to an authenticator app, and asks for the code that the app makes of it. */
export function ConfirmTotpForm({ totpKey, uri, onConfirmed }: ConfirmTotpFormProps) {
  const confirm = useConfirmTotp();
  const form = useForm({ defaultValues: { code: '' } });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async ({ code }) => {
    try {
      onConfirmed((await confirm.mutateAsync(code)).codes);
    } catch (error) {
      showServerError(form, error);
    }
  });

  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <p className="text-sm">{t.totpScan}</p>
      <QrCode text={uri} label={t.totpQr} />
      <p className="text-sm">
        {t.totpKey}: <code className="font-mono break-all">{totpKey}</code>
      </p>
      <FormError message={errors.root?.message} />
      <Field label={t.code} error={errors.code?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('code', { required: t.required })}
            autoComplete="one-time-code"
            inputMode="numeric"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={form.formState.isSubmitting}>
        {t.totpConfirm}
      </Button>
    </form>
  );
}
