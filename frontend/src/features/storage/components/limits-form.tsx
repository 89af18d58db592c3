import { useState } from 'react';
import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { formatBytes } from '@/lib/format';
import { sharedTexts } from '@/texts/shared';
import { storageTexts as t } from '@/texts/storage';
import type { RetentionLimits } from '../api/get-storage';
import { useLimitsPreview } from '../api/preview-limits';
import { useSaveLimits } from '../api/save-limits';
import { changesOf, limitsSchema, toInput, type LimitsInput, type LimitsValues } from '../limits';
import { PreviewText } from './preview-text';
import { StorageSection } from './storage-section';

const fields = [
  ['keep_days', t.keepDays],
  ['keep_event_days', t.keepEventDays],
  ['max_gb', t.maxGb],
  ['min_free_percent', t.minFreePercent],
  ['min_free_gb', t.minFreeGb],
] as const;

/** The limits of the whole system; what they would delete is shown before they are saved. */
export function LimitsForm({ limits }: { limits: RetentionLimits }) {
  const save = useSaveLimits();
  const [asking, setAsking] = useState(false);
  const form = useForm<LimitsInput, unknown, LimitsValues>({
    resolver: zodResolver(limitsSchema),
    values: toInput(limits),
    resetOptions: { keepDirtyValues: true },
    mode: 'onChange',
  });
  const changes = changesOf(limits, { ...toInput(limits), ...useWatch({ control: form.control }) });
  const preview = useLimitsPreview(changes);
  const { errors } = form.formState;

  const store = () => {
    if (changes === null) return;
    save.mutate(changes, {
      onSuccess: () => toast.success(t.saved),
      onSettled: () => setAsking(false),
    });
  };
  const submit = () => {
    if (preview.data && preview.data.recordings > 0) setAsking(true);
    else store();
  };

  return (
    <StorageSection title={t.limits} text={t.limitsText}>
      <form noValidate onSubmit={form.handleSubmit(submit)} className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          {fields.map(([name, label]) => (
            <Field key={name} label={label} error={errors[name]?.message}>
              {(control) => <Input {...control} {...form.register(name)} inputMode="decimal" />}
            </Field>
          ))}
        </div>
        {changes !== null && (
          <>
            <PreviewText preview={preview.data} error={preview.error} />
            <div className="flex gap-3">
              <Button onClick={() => form.reset(toInput(limits), { keepDirtyValues: false })}>
                {sharedTexts.cancel}
              </Button>
              <Button type="submit" variant="primary" busy={save.isPending || preview.isFetching}>
                {sharedTexts.save}
              </Button>
            </div>
          </>
        )}
      </form>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={store}
        title={t.saveTitle}
        description={t.preview(t.count(preview.data?.recordings ?? 0), formatBytes(preview.data?.bytes ?? 0))}
        confirmLabel={t.saveConfirm}
        busy={save.isPending}
      />
    </StorageSection>
  );
}
