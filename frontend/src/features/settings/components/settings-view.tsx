import { Button } from '@/components/ui/button';
import { ErrorNotice } from '@/components/ui/error-notice';
import { FormError } from '@/components/ui/form-error';
import { Skeleton } from '@/components/ui/skeleton';
import { settingsTexts as t } from '@/texts/settings';
import { sharedTexts } from '@/texts/shared';
import { useSettings, type Settings } from '../api/get-settings';
import { useSettingsForm } from '../hooks/use-settings-form';
import { AssistantSettings } from './assistant-settings';
import { CameraDefaults } from './camera-defaults';
import { CleanupSettings } from './cleanup-settings';
import { DangerZone } from './danger-zone';
import { LeaveGuard } from './leave-guard';
import { SystemFacts } from './system-facts';

interface SettingsViewProps {
  nodeNames: readonly string[];
}

export function SettingsView({ nodeNames }: SettingsViewProps) {
  const { data, error, refetch } = useSettings();
  if (data) return <LoadedSettings settings={data} nodeNames={nodeNames} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className="space-y-4">
      <Skeleton className="h-60 rounded-2xl" />
      <Skeleton className="h-44 rounded-2xl" />
    </div>
  );
}

function LoadedSettings({ settings, nodeNames }: SettingsViewProps & { settings: Settings }) {
  const { form, submit, discard } = useSettingsForm(settings);
  const { isDirty, isSubmitting, errors } = form.formState;
  return (
    <div className="space-y-4">
      <form noValidate onSubmit={submit} className="space-y-4">
        <FormError message={errors.root?.message} />
        <CameraDefaults form={form} nodeNames={nodeNames} />
        <CleanupSettings form={form} />
        <AssistantSettings form={form} chatbot={settings.chatbot} />
        <LeaveGuard unsaved={isDirty && !isSubmitting} />
        {isDirty && (
          <div className="sticky bottom-4 z-10 flex flex-wrap items-center gap-3 rounded-2xl border bg-surface p-3 pl-5 shadow-lg">
            <p className="flex-1 text-sm" role="status">
              {t.unsaved}
            </p>
            <Button onClick={discard}>{t.discard}</Button>
            <Button type="submit" variant="primary" busy={isSubmitting}>
              {sharedTexts.save}
            </Button>
          </div>
        )}
      </form>
      <SystemFacts settings={settings} />
      <DangerZone />
    </div>
  );
}
