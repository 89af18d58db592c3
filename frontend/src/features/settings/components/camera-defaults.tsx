import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { settingsTexts as t } from '@/texts/settings';
import type { SettingsForm } from '../hooks/use-settings-form';
import { SettingsSection } from './settings-section';

interface CameraDefaultsProps {
  form: SettingsForm;
  nodeNames: readonly string[];
}

export function CameraDefaults({ form, nodeNames }: CameraDefaultsProps) {
  const { errors } = form.formState;
  return (
    <SettingsSection title={t.defaults} text={t.defaultsText}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t.resolution} error={errors.default_resolution?.message}>
          {(control) => <Input {...control} {...form.register('default_resolution')} />}
        </Field>
        <Field label={t.framerate} error={errors.default_framerate?.message}>
          {(control) => (
            <Input {...control} {...form.register('default_framerate')} type="number" min={1} max={60} />
          )}
        </Field>
        {(['default_camera_node', 'default_recorder_node'] as const).map((name) => (
          <Field
            key={name}
            label={name === 'default_camera_node' ? t.cameraNode : t.recorderNode}
            error={errors[name]?.message}
          >
            {(control) => (
              <Select {...control} {...form.register(name)}>
                <option value="">{t.nodeAny}</option>
                {nodeNames.map((node) => (
                  <option key={node}>{node}</option>
                ))}
              </Select>
            )}
          </Field>
        ))}
      </div>
    </SettingsSection>
  );
}
