import { Controller } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { settingsTexts as t } from '@/texts/settings';
import type { Settings } from '../api/get-settings';
import type { SettingsForm } from '../hooks/use-settings-form';
import { toolGroups } from '../tool-groups';
import { SettingsSection } from './settings-section';
import { ToolGroup } from './tool-group';

interface AssistantSettingsProps {
  form: SettingsForm;
  chatbot: Settings['chatbot'];
}

export function AssistantSettings({ form, chatbot }: AssistantSettingsProps) {
  return (
    <SettingsSection title={t.assistant} text={t.assistantText}>
      <Field
        label={t.key}
        hint={chatbot.api_key_configured ? t.keySet : t.keyUnset}
        error={form.formState.errors.anthropic_api_key?.message}
      >
        {(control) => (
          <Input {...control} {...form.register('anthropic_api_key')} type="password" autoComplete="off" />
        )}
      </Field>
      <fieldset>
        <legend className="text-sm font-medium">{t.tools}</legend>
        {chatbot.available_tools.length === 0 && <p className="mt-1 text-sm text-muted">{t.toolsNone}</p>}
        <Controller
          control={form.control}
          name="chatbot_tools"
          render={({ field: { value, onChange } }) => (
            <div className="mt-2 space-y-4">
              {toolGroups(chatbot.available_tools).map(({ group, tools }) => (
                <ToolGroup key={group} group={group} tools={tools} chosen={value} onChange={onChange} />
              ))}
            </div>
          )}
        />
      </fieldset>
    </SettingsSection>
  );
}
