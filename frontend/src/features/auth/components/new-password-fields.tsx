import type { FieldErrors, UseFormRegister } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { authTexts as t } from '@/texts/auth';

const minLength = 10;

interface NewPasswordValues {
  password: string;
  repeated: string;
}

interface NewPasswordFieldsProps {
  label: string;
  register: UseFormRegister<NewPasswordValues>;
  errors: FieldErrors<NewPasswordValues>;
}

/** A new password, twice, since no one sees what they type. */
export function NewPasswordFields({ label, register, errors }: NewPasswordFieldsProps) {
  return (
    <>
      <Field label={label} hint={t.passwordHint} error={errors.password?.message}>
        {(control) => (
          <Input
            {...control}
            {...register('password', {
              required: t.required,
              minLength: { value: minLength, message: t.tooShort },
            })}
            type="password"
            autoComplete="new-password"
          />
        )}
      </Field>
      <Field label={t.repeat} error={errors.repeated?.message}>
        {(control) => (
          <Input
            {...control}
            {...register('repeated', {
              validate: (repeated, { password }) => repeated === password || t.different,
            })}
            type="password"
            autoComplete="new-password"
          />
        )}
      </Field>
    </>
  );
}
