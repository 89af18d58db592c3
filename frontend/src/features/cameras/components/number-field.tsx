import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

interface NumberFieldProps {
  label: string;
  hint: string;
  min: number;
  max?: number;
  value: string | number;
  /** Gets the text as it was entered: empty for none. */
  onChange: (text: string) => void;
}

/** A labelled number. */
export function NumberField({ label, hint, onChange, ...input }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input {...control} {...input} type="number" onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}
