import { Controller } from 'react-hook-form';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { settingsTexts as t } from '@/texts/settings';
import type { Settings } from '../api/get-settings';
import type { SettingsForm } from '../hooks/use-settings-form';
import { SettingsSection } from './settings-section';

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
            <div className="mt-2 grid gap-2 sm:grid-cols-2">
              {chatbot.available_tools.map((tool) => (
                <label key={tool} className="flex items-center gap-2 text-sm">
                  <Checkbox
                    checked={value.includes(tool)}
                    onChange={({ target }) =>
                      onChange(target.checked ? [...value, tool] : value.filter((other) => other !== tool))
                    }
                  />
                  {tool.replaceAll('_', ' ')}
                </label>
              ))}
            </div>
          )}
        />
      </fieldset>
    </SettingsSection>
  );
}
