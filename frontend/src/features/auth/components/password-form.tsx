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
  onSubmit: (password: string) => Promise<unknown>;
}

/** Asks for the password again, before something that only the user themselves may do. */
export function PasswordForm({ label, onSubmit }: PasswordFormProps) {
  const form = useForm({ defaultValues: { password: '' } });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await onSubmit(password);
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
      <Button type="submit" busy={form.formState.isSubmitting}>
        {label}
      </Button>
    </form>
  );
}
