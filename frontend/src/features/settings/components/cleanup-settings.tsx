import { useWatch } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { settingsTexts as t } from '@/texts/settings';
import { describeCron } from '../cron';
import type { SettingsForm } from '../hooks/use-settings-form';
import { SettingsSection } from './settings-section';

export function CleanupSettings({ form }: { form: SettingsForm }) {
  const { errors } = form.formState;
  const reading = describeCron(useWatch({ control: form.control, name: 'cleanup_interval' }));
  return (
    <SettingsSection title={t.jobs} text={t.jobsText}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t.cleanup}
          hint={reading === null ? t.cleanupHint : t.reads(reading)}
          error={errors.cleanup_interval?.message}
        >
          {(control) => <Input {...control} {...form.register('cleanup_interval')} className="font-mono" />}
        </Field>
        <Field label={t.creatingTimeout} error={errors.creating_timeout_minutes?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('creating_timeout_minutes')}
              type="number"
              min={1}
              max={60}
            />
          )}
        </Field>
      </div>
    </SettingsSection>
  );
}
