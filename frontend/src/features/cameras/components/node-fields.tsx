import { useWatch } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { cameraTexts } from '@/texts/cameras';
import type { CameraForm } from '../hooks/use-camera-form';

const t = cameraTexts.form;

interface NodeFieldsProps {
  form: CameraForm;
  nodeNames: readonly string[];
}

/** Where the camera runs: for a USB camera the node and device it is, for others a wish. */
export function NodeFields({ form, nodeNames }: NodeFieldsProps) {
  const usb = useWatch({ control: form.control, name: 'protocol' }) === 'usb';
  const { errors } = form.formState;
  if (!usb && nodeNames.length < 2) return null;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label={t.node}
        hint={usb ? t.nodeHint : undefined}
        error={errors.node_name?.message}
        optional={!usb}
      >
        {(control) => (
          <Select {...control} {...form.register('node_name')}>
            <option value="">{usb ? t.nodePick : t.nodeAny}</option>
            {nodeNames.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
      </Field>
      {usb && (
        <Field label={t.device} hint={t.deviceHint} error={errors.device_path?.message}>
          {(control) => <Input {...control} {...form.register('device_path')} autoComplete="off" />}
        </Field>
      )}
    </div>
  );
}
