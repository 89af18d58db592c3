import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { showServerError } from '@/lib/form-errors';
import { authTexts as t } from '@/texts/auth';

interface PasswordFormProps {
  /** What the button does. */
  label: string;
  /** Asks for a code of the second factor, too. */
  withCode?: boolean;
  onSubmit: (password: string, code: string) => Promise<unknown>;
}

/** Asks for the password again, before something that only the user themselves may do. */
export function PasswordForm({ label, withCode = false, onSubmit }: PasswordFormProps) {
  const form = useForm({ defaultValues: { password: '', code: '' } });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async ({ password, code }) => {
    try {
      await onSubmit(password, code);
    } catch (error) {
      showServerError(form, error);
    }
  });

  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <FormError message={errors.root?.message} />
      <Field label={t.password} error={errors.password?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('password', { required: t.required })}
            type="password"
            autoComplete="current-password"
          />
        )}
      </Field>
      {withCode && (
        <Field label={t.codeOrRecovery} error={errors.code?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('code', { required: t.required })}
              autoComplete="one-time-code"
            />
          )}
        </Field>
      )}
      <Button type="submit" busy={form.formState.isSubmitting}>
        {label}
      </Button>
    </form>
  );
}
