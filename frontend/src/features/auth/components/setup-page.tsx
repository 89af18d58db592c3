import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { showServerError } from '@/lib/form-errors';
import { authTexts as t } from '@/texts/auth';
import { useSetup } from '../api/enter';
import { EntryPage } from './entry-page';
import { NewPasswordFields } from './new-password-fields';

interface SetupPageProps {
  needsCode: boolean;
}

/** The first visit: makes the administrator and lets them in. */
export function SetupPage({ needsCode }: SetupPageProps) {
  const setup = useSetup();
  const form = useForm({ defaultValues: { user_name: '', password: '', repeated: '', setup_code: '' } });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async ({ user_name, password, setup_code }) => {
    try {
      await setup.mutateAsync({ user_name, password, ...(needsCode && { setup_code }) });
    } catch (error) {
      showServerError(form, error);
    }
  });

  return (
    <EntryPage title={t.setupTitle} text={t.setupText}>
      <form noValidate onSubmit={submit} className="space-y-4">
        <FormError message={errors.root?.message} />
        {needsCode && (
          <Field label={t.setupCode} hint={t.setupCodeHint} error={errors.setup_code?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('setup_code', { required: t.required })}
                autoComplete="off"
                className="font-mono"
              />
            )}
          </Field>
        )}
        <Field label={t.userName} error={errors.user_name?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('user_name', { required: t.required })}
              autoComplete="username"
              autoCapitalize="none"
            />
          )}
        </Field>
        <NewPasswordFields label={t.password} register={form.register} errors={errors} />
        <Button type="submit" variant="primary" className="w-full" busy={form.formState.isSubmitting}>
          {t.setup}
        </Button>
      </form>
    </EntryPage>
  );
}
