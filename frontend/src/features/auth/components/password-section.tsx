import { Controller, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { showServerError } from '@/lib/form-errors';
import { ApiError } from '@/lib/problem';
import { authTexts as t } from '@/texts/auth';
import { useChangePassword } from '../api/change-password';
import { AccountSection } from './account-section';
import { KeepTokens } from './keep-tokens';
import { NewPasswordFields } from './new-password-fields';

export function PasswordSection() {
  const change = useChangePassword();
  const form = useForm({
    defaultValues: { current_password: '', password: '', repeated: '', keep_tokens: false },
  });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async ({ current_password, password, keep_tokens }) => {
    try {
      await change.mutateAsync({ current_password, new_password: password, keep_tokens });
      form.reset();
      toast.success(t.passwordChanged);
    } catch (error) {
      const refused = error instanceof ApiError ? error.fieldErrors.new_password : undefined;
      if (refused === undefined) showServerError(form, error);
      else form.setError('password', { message: refused });
    }
  });

  return (
    <AccountSection title={t.passwordTitle}>
      <form noValidate onSubmit={submit} className="space-y-4">
        <FormError message={errors.root?.message} />
        <Field label={t.currentPassword} error={errors.current_password?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('current_password', { required: t.required })}
              type="password"
              autoComplete="current-password"
            />
          )}
        </Field>
        <NewPasswordFields label={t.newPassword} register={form.register} errors={errors} />
        <Controller
          control={form.control}
          name="keep_tokens"
          render={({ field: { value, onChange } }) => <KeepTokens checked={value} onChange={onChange} />}
        />
        <Button type="submit" busy={form.formState.isSubmitting}>
          {t.changePassword}
        </Button>
      </form>
    </AccountSection>
  );
}
