import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { showServerError } from '@/lib/form-errors';
import { ApiError } from '@/lib/problem';
import { setupCodeOfLink } from '@/lib/setup-link';
import { authTexts as t } from '@/texts/auth';
import { useSetup } from '../api/enter';
import { EntryPage } from './entry-page';
import { NewPasswordFields } from './new-password-fields';

/** The first visit: creates the administrator and lets them in. The link that the server printed brings the setup code. */
export function SetupPage() {
  const setup = useSetup();
  const form = useForm({
    defaultValues: { user_name: '', password: '', repeated: '', setup_code: setupCodeOfLink ?? '' },
  });
  const { errors } = form.formState;
  const [asksForCode, setAsksForCode] = useState(setupCodeOfLink === null);

  const submit = form.handleSubmit(async ({ user_name, password, setup_code }) => {
    try {
      await setup.mutateAsync({ user_name, password, setup_code: setup_code.trim() });
    } catch (error) {
      // A link of an earlier start has an old code.
      if (error instanceof ApiError && error.fieldErrors.setup_code) setAsksForCode(true);
      showServerError(form, error);
    }
  });

  return (
    <EntryPage title={t.setupTitle} text={t.setupText}>
      <form noValidate onSubmit={submit} className="space-y-4">
        <FormError message={errors.root?.message} />
        {asksForCode && (
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
