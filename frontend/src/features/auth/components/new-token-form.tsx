import { Controller, useForm, useWatch } from 'react-hook-form';
import { CameraChoice } from '@/components/camera-choice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input, Select } from '@/components/ui/input';
import { mayDo, roles, type Account, type Role } from '@/lib/account';
import type { Camera } from '@/lib/camera';
import { showServerError } from '@/lib/form-errors';
import { authTexts as t } from '@/texts/auth';
import { sharedTexts } from '@/texts/shared';
import { useCreateToken } from '../api/tokens';

interface NewTokenFormProps {
  user: Account & { role: Role };
  cameras: readonly Camera[];
}

export function NewTokenForm({ user, cameras }: NewTokenFormProps) {
  const create = useCreateToken();
  const form = useForm({
    defaultValues: {
      name: '',
      role: 'viewer' as Role,
      expires_in_days: '365',
      camera_ids: null as string[] | null,
      password: '',
      code: '',
    },
  });
  const { errors } = form.formState;
  const days = useWatch({ control: form.control, name: 'expires_in_days' });
  const role = useWatch({ control: form.control, name: 'role' });
  const isLong = days === '' || Number(days) > 1;

  const submit = form.handleSubmit(async ({ expires_in_days, camera_ids, password, code, ...token }) => {
    try {
      await create.mutateAsync({
        ...token,
        camera_ids: token.role === 'administrator' ? null : (camera_ids ?? null),
        expires_in_days: expires_in_days === '' ? null : Number(expires_in_days),
        ...(password && { password }),
        ...(code && { code }),
      });
      form.reset();
    } catch (error) {
      showServerError(form, error);
    }
  });

  if (create.data) {
    return (
      <div role="status" className="space-y-3 rounded-xl border border-accent p-4 text-sm">
        <p>{t.tokenMade}</p>
        <code className="block font-mono break-all select-all">{create.data.token}</code>
        <Button onClick={() => create.reset()}>{sharedTexts.close}</Button>
      </div>
    );
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <FormError message={errors.root?.message} />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t.tokenName} error={errors.name?.message}>
          {(control) => (
            <Input {...control} {...form.register('name', { required: t.required })} autoComplete="off" />
          )}
        </Field>
        <Field label={t.role} error={errors.role?.message}>
          {(control) => (
            <Select {...control} {...form.register('role')}>
              {roles
                .filter(
                  (role) => mayDo(user.role, role) && (role !== 'administrator' || user.camera_ids === null),
                )
                .map((role) => (
                  <option key={role} value={role}>
                    {t.roles[role]}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        <Field label={t.tokenDays} optional error={errors.expires_in_days?.message}>
          {(control) => (
            <Input {...control} {...form.register('expires_in_days')} type="number" min={1} max={3650} />
          )}
        </Field>
      </div>
      {role !== 'administrator' && (
        <Controller
          control={form.control}
          name="camera_ids"
          rules={{ validate: (ids) => ids?.length !== 0 || t.tokenNoCamera }}
          render={({ field: { value, onChange }, fieldState: { error } }) => (
            <CameraChoice
              allLabel={t.tokenAllCameras}
              cameras={cameras}
              chosen={value}
              onChange={onChange}
              error={error?.message}
            />
          )}
        />
      )}
      {isLong && user.has_password && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t.tokenPassword} error={errors.password?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('password', { required: t.required, shouldUnregister: true })}
                type="password"
                autoComplete="current-password"
              />
            )}
          </Field>
          {user.two_factor && (
            <Field label={t.code} error={errors.code?.message}>
              {(control) => (
                <Input
                  {...control}
                  {...form.register('code', { required: t.required, shouldUnregister: true })}
                  autoComplete="one-time-code"
                />
              )}
            </Field>
          )}
        </div>
      )}
      <Button type="submit" busy={form.formState.isSubmitting}>
        {t.tokenCreate}
      </Button>
    </form>
  );
}
