import { Controller, useForm } from 'react-hook-form';
import { CameraChoice } from '@/components/camera-choice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input, Select } from '@/components/ui/input';
import { mayDo, roles, type Role } from '@/lib/account';
import type { Camera } from '@/lib/camera';
import { showServerError } from '@/lib/form-errors';
import { authTexts as t } from '@/texts/auth';
import { sharedTexts } from '@/texts/shared';
import { useCreateToken } from '../api/tokens';

interface NewTokenFormProps {
  ownRole: Role;
  cameras: readonly Camera[];
}

export function NewTokenForm({ ownRole, cameras }: NewTokenFormProps) {
  const create = useCreateToken();
  const form = useForm({
    defaultValues: {
      name: '',
      role: 'viewer' as Role,
      expires_in_days: '365',
      camera_ids: null as string[] | null,
    },
  });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async ({ expires_in_days, ...token }) => {
    try {
      await create.mutateAsync({
        ...token,
        expires_in_days: expires_in_days === '' ? null : Number(expires_in_days),
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
                .filter((role) => mayDo(ownRole, role))
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
      <Button type="submit" busy={form.formState.isSubmitting}>
        {t.tokenCreate}
      </Button>
    </form>
  );
}
