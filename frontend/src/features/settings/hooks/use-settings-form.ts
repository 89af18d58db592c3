import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { ApiError, errorMessage } from '@/lib/problem';
import { settingsTexts as t } from '@/texts/settings';
import type { Settings } from '../api/get-settings';
import { useUpdateSettings } from '../api/update-settings';
import {
  settingsChanges,
  settingsFormSchema,
  toSettingsForm,
  type SettingsFormInput,
  type SettingsFormValues,
} from '../settings-form-schema';

/** The form of all settings; what another person saves meanwhile appears in the fields that were not touched. */
export function useSettingsForm(settings: Settings) {
  const update = useUpdateSettings();
  const form = useForm<SettingsFormInput, unknown, SettingsFormValues>({
    resolver: zodResolver(settingsFormSchema),
    values: toSettingsForm(settings),
    resetOptions: { keepDirtyValues: true },
  });

  // Without this, what the form keeps when others save it would keep here too.
  const reset = (next?: SettingsFormInput) => form.reset(next, { keepDirtyValues: false });

  const submit = form.handleSubmit(async (values) => {
    try {
      await update.mutateAsync(settingsChanges(settings, values));
      reset({ ...values, anthropic_api_key: '' });
      toast.success(t.saved);
    } catch (error) {
      const fields = error instanceof ApiError ? Object.entries(error.fieldErrors) : [];
      const known = fields.filter(([field]) => field in settingsFormSchema.shape);
      known.forEach(([field, message], index) =>
        form.setError(field as keyof SettingsFormInput, { message }, { shouldFocus: index === 0 }),
      );
      if (known.length === 0) form.setError('root', { message: errorMessage(error) });
    }
  });

  return { form, submit, discard: () => reset() };
}

export type SettingsForm = ReturnType<typeof useSettingsForm>['form'];
