import { Plus, Trash2 } from 'lucide-react';
import { Controller, useFieldArray, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input, Select } from '@/components/ui/input';
import { armedModes } from '@/lib/alert';
import { showServerError } from '@/lib/form-errors';
import { errorMessage } from '@/lib/problem';
import { ownTimeZone } from '@/lib/time';
import { alertTexts } from '@/texts/alerts';
import { cameraTexts } from '@/texts/cameras';
import { modeScheduleTexts as t } from '@/texts/mode-schedule';
import { sharedTexts } from '@/texts/shared';
import { useModeSchedule, useSaveModeSchedule, type ModeSchedule } from '../api/modes';
import { CheckList } from './check-list';

const dayOptions = Object.entries(cameraTexts.schedule.days).map(([value, label]) => ({ value, label }));
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** When the armed mode changes by itself. */
export function ModeScheduleDialog({ onClose }: { onClose: () => void }) {
  const { data: schedule, error } = useModeSchedule();
  return (
    <Dialog open onClose={onClose} title={t.title}>
      {schedule ? (
        <ModeScheduleForm schedule={schedule} onClose={onClose} />
      ) : (
        <DialogBody>
          {error ? <FormError message={errorMessage(error)} /> : <p role="status">{sharedTexts.loading}</p>}
        </DialogBody>
      )}
    </Dialog>
  );
}

function ModeScheduleForm({ schedule, onClose }: { schedule: ModeSchedule; onClose: () => void }) {
  const save = useSaveModeSchedule();
  const form = useForm({
    defaultValues: {
      time_zone: schedule.time_zone ?? ownTimeZone(),
      changes: schedule.changes,
    },
  });
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'changes' });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    try {
      await save.mutateAsync(values);
      toast.success(t.saved);
      onClose();
    } catch (error) {
      showServerError(form, error);
    }
  });

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="space-y-4">
        <p className="text-sm text-muted">{fields.length === 0 ? t.empty : t.intro}</p>
        <FormError message={errors.root?.message ?? errors.changes?.message} />
        {fields.map((field, index) => (
          <fieldset key={field.id} className="space-y-3 rounded-xl border p-3">
            <legend className="sr-only">{t.change(index + 1)}</legend>
            <div className="flex items-end gap-3">
              <Field label={t.time}>
                {(control) => (
                  <Input {...control} {...form.register(`changes.${index}.time`)} type="time" required />
                )}
              </Field>
              <Field label={alertTexts.mode} className="flex-1">
                {(control) => (
                  <Select {...control} {...form.register(`changes.${index}.mode`)}>
                    {armedModes.map((name) => (
                      <option key={name} value={name}>
                        {alertTexts.modes[name]}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <Button aria-label={t.remove(index + 1)} onClick={() => remove(index)}>
                <Trash2 className="size-4" aria-hidden />
              </Button>
            </div>
            <Controller
              control={form.control}
              name={`changes.${index}.days`}
              render={({ field: { value, onChange } }) => (
                <CheckList
                  legend={t.onDays}
                  options={dayOptions}
                  chosen={value}
                  onChange={onChange}
                  columns="grid-cols-4"
                />
              )}
            />
          </fieldset>
        ))}
        <Button onClick={() => append({ days: workdays, time: '08:00', mode: 'away' })}>
          <Plus className="size-4" aria-hidden />
          {t.add}
        </Button>
        <Field label={t.zone} hint={t.zoneHint} error={errors.time_zone?.message}>
          {(control) => <Input {...control} {...form.register('time_zone')} />}
        </Field>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{sharedTexts.cancel}</Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {sharedTexts.save}
        </Button>
      </DialogFooter>
    </form>
  );
}
