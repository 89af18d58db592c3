import { Link } from '@tanstack/react-router';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { toast } from 'sonner';
import { CameraChoice } from '@/components/camera-choice';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input, Select } from '@/components/ui/input';
import { noRole, roles, type Account } from '@/lib/account';
import type { Camera } from '@/lib/camera';
import { showServerError } from '@/lib/form-errors';
import { authTexts as t } from '@/texts/auth';
import { sharedTexts } from '@/texts/shared';
import { useCreateUser, useUpdateUser } from '../api/users';

interface UserDialogProps {
  /** No one for a new one. */
  user: Account | null;
  /** The one who is logged in: the own password is changed on the account page, where the old one is asked for. */
  ownId: string | undefined;
  cameras: readonly Camera[];
  onClose: () => void;
}

export function UserDialog({ user, ownId, cameras, onClose }: UserDialogProps) {
  return (
    <Dialog open onClose={onClose} title={user ? t.editUserTitle(user.user_name) : t.addUserTitle}>
      <UserForm user={user} ownId={ownId} cameras={cameras} onClose={onClose} />
    </Dialog>
  );
}

function UserForm({ user, ownId, cameras, onClose }: UserDialogProps) {
  const isOwn = user !== null && user.id === ownId;
  const create = useCreateUser();
  const update = useUpdateUser(user?.id ?? '');
  const form = useForm({
    defaultValues: {
      user_name: user?.user_name ?? '',
      password: '',
      role: user?.role ?? 'viewer',
      camera_ids: user?.camera_ids ?? null,
      remove_two_factor: false,
      keep_tokens: false,
    },
  });
  const { errors, isSubmitting } = form.formState;
  const role = useWatch({ control: form.control, name: 'role' });
  const password = useWatch({ control: form.control, name: 'password' });

  const submit = form.handleSubmit(async ({ user_name, password, ...changes }) => {
    try {
      if (user) await update.mutateAsync({ ...changes, ...(password !== '' && { password }) });
      else await create.mutateAsync({ ...changes, user_name, password });
      toast.success(user ? t.userSaved : t.userAdded(user_name));
      onClose();
    } catch (error) {
      showServerError(form, error);
    }
  });

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="space-y-4">
        <FormError message={errors.root?.message} />
        {!user && (
          <Field label={t.userName} error={errors.user_name?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('user_name', { required: t.required })}
                autoComplete="off"
              />
            )}
          </Field>
        )}
        {isOwn ? (
          <p className="text-sm text-muted">
            {t.ownPasswordHint}{' '}
            <Link to="/account" className="underline">
              {t.account}
            </Link>
          </p>
        ) : (
          <Field
            label={user ? t.newPassword : t.password}
            optional={user !== null}
            hint={user ? t.newPasswordHint : t.passwordHint}
            error={errors.password?.message}
          >
            {(control) => (
              <Input
                {...control}
                {...form.register('password', { required: user ? false : t.required })}
                type="password"
                autoComplete="new-password"
              />
            )}
          </Field>
        )}
        <Field label={t.role} hint={t.roleHints[role]} error={errors.role?.message}>
          {(control) => (
            <Select {...control} {...form.register('role')}>
              {[...roles, noRole].map((name: Account['role']) => (
                <option key={name} value={name}>
                  {t.roles[name]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {role !== 'administrator' && (
          <Controller
            control={form.control}
            name="camera_ids"
            render={({ field: { value, onChange } }) => (
              <CameraChoice allLabel={t.allCameras} cameras={cameras} chosen={value} onChange={onChange} />
            )}
          />
        )}
        {user && password !== '' && (
          <Controller
            control={form.control}
            name="keep_tokens"
            render={({ field: { value, onChange } }) => (
              <label className="flex items-center gap-2 text-sm">
                <Checkbox checked={value} onChange={onChange} />
                {t.keepTheirTokens}
              </label>
            )}
          />
        )}
        {user?.two_factor && !isOwn && (
          <Controller
            control={form.control}
            name="remove_two_factor"
            render={({ field: { value, onChange } }) => (
              <label className="flex items-center gap-2 text-sm">
                <Checkbox checked={value} onChange={onChange} />
                {t.removeTwoFactor}
              </label>
            )}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{sharedTexts.cancel}</Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {user ? sharedTexts.save : t.addUser}
        </Button>
      </DialogFooter>
    </form>
  );
}
