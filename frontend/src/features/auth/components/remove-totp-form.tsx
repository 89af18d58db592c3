import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { showServerError } from '@/lib/form-errors';
import { authTexts as t } from '@/texts/auth';
import { useRemoveTotp } from '../api/totp';

export function RemoveTotpForm() {
  const remove = useRemoveTotp();
  const form = useForm({ defaultValues: { password: '' } });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await remove.mutateAsync(password);
      toast.success(t.totpRemoved);
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
        {t.totpRemove}
      </Button>
    </form>
  );
}
