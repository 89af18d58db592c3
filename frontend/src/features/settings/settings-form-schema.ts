import { z } from 'zod';
import { settingsTexts as t } from '@/texts/settings';
import type { Settings } from './api/get-settings';
import type { SettingsChanges } from './api/update-settings';
import { describeCron } from './cron';

export const settingsFormSchema = z.object({
  default_resolution: z.string().regex(/^[1-9]\d{1,4}x[1-9]\d{1,4}$/, t.resolutionInvalid),
  default_framerate: z.coerce
    .number()
    .int(t.framerateInvalid)
    .min(1, t.framerateInvalid)
    .max(60, t.framerateInvalid),
  default_camera_node: z.string(),
  default_recorder_node: z.string(),
  cleanup_interval: z
    .string()
    .trim()
    .refine((expression) => describeCron(expression) !== null, t.cronInvalid),
  creating_timeout_minutes: z.coerce
    .number()
    .int(t.timeoutInvalid)
    .min(1, t.timeoutInvalid)
    .max(60, t.timeoutInvalid),
  anthropic_api_key: z.string().trim(),
  chatbot_tools: z.array(z.string()),
});

export type SettingsFormInput = z.input<typeof settingsFormSchema>;
export type SettingsFormValues = z.output<typeof settingsFormSchema>;

export function toSettingsForm(settings: Settings): SettingsFormInput {
  return {
    default_resolution: settings.default_resolution,
    default_framerate: settings.default_framerate,
    default_camera_node: settings.default_camera_node ?? '',
    default_recorder_node: settings.default_recorder_node ?? '',
    cleanup_interval: settings.cleanup_interval,
    creating_timeout_minutes: settings.creating_timeout_minutes,
    anthropic_api_key: '',
    chatbot_tools: settings.chatbot.enabled_tools,
  };
}

/** Only what differs from the settings as they are. */
export function settingsChanges(settings: Settings, form: SettingsFormValues): SettingsChanges {
  const before = settingsFormSchema.parse(toSettingsForm(settings));
  const changed = Object.entries(form).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof SettingsFormValues]),
  );
  return Object.fromEntries(changed);
}
