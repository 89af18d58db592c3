import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { showServerError } from '@/lib/form-errors';
import { ApiError } from '@/lib/problem';
import { authTexts as t } from '@/texts/auth';
import { useLogin } from '../api/enter';
import type { LoginProblem } from '../login-problems';
import { EntryPage } from './entry-page';
import { ProviderLogin } from './provider-login';

interface LoginPageProps {
  /** The provider that people may also log in with. */
  loginWith: string | null;
  /** Why the provider did not get them in. */
  problem: LoginProblem | undefined;
}

/** Name and password, then the second factor's code where there is one. What was asked for is shown after it, at the same address. */
export function LoginPage({ loginWith, problem }: LoginPageProps) {
  const login = useLogin();
  const form = useForm({ defaultValues: { user_name: '', password: '', code: '' } });
  const { errors } = form.formState;
  const needsCode = login.error instanceof ApiError && login.error.reason === 'code_required';

  const submit = form.handleSubmit(async ({ code, ...values }) => {
    try {
      await login.mutateAsync({ ...values, ...(code !== '' && { code }) });
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'code_required' && code === ''))
        showServerError(form, error);
    }
  });

  return (
    <EntryPage title={t.loginTitle}>
      {loginWith !== null && <ProviderLogin name={loginWith} problem={problem} />}
      <form noValidate onSubmit={submit} className="space-y-4">
        <FormError message={errors.root?.message} />
        <Field label={t.userName} error={errors.user_name?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('user_name', { required: t.required })}
              autoComplete="username"
              autoCapitalize="none"
              readOnly={needsCode}
            />
          )}
        </Field>
        <Field label={t.password} error={errors.password?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('password', { required: t.required })}
              type="password"
              autoComplete="current-password"
              readOnly={needsCode}
            />
          )}
        </Field>
        {needsCode && (
          <Field label={t.code} hint={t.codeHint} error={errors.code?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('code', { required: t.required })}
                autoComplete="one-time-code"
              />
            )}
          </Field>
        )}
        <Button type="submit" variant="primary" className="w-full" busy={form.formState.isSubmitting}>
          {t.login}
        </Button>
        <p className="text-sm text-muted">{t.forgotten}</p>
      </form>
    </EntryPage>
  );
}
