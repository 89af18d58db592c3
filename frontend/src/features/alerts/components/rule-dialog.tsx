import { Controller, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { CameraChoice } from '@/components/camera-choice';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { armedModes } from '@/lib/alert';
import type { Camera } from '@/lib/camera';
import { showServerError } from '@/lib/form-errors';
import { alertTexts as t } from '@/texts/alerts';
import { sharedTexts } from '@/texts/shared';
import { useChannels, useSaveRule, type Rule } from '../api/alerts';
import { CheckList } from './check-list';

interface RuleDialogProps {
  /** Null for a new one. */
  rule: Rule | null;
  cameras: readonly Camera[];
  onClose: () => void;
}

export function RuleDialog({ rule, cameras, onClose }: RuleDialogProps) {
  return (
    <Dialog open onClose={onClose} title={rule ? t.editRule(rule.name) : t.addRule}>
      <RuleForm rule={rule} cameras={cameras} onClose={onClose} />
    </Dialog>
  );
}

function RuleForm({ rule, cameras, onClose }: RuleDialogProps) {
  const save = useSaveRule(rule?.id);
  const { data: channels = [] } = useChannels();
  const form = useForm({
    defaultValues: {
      name: rule?.name ?? '',
      enabled: rule?.enabled ?? true,
      kinds: rule?.kinds ?? [],
      labels: rule?.labels ?? [],
      camera_ids: rule?.camera_ids.length ? rule.camera_ids : (null as string[] | null),
      zones: rule?.zones.join(', ') ?? '',
      from: rule?.from ?? '',
      to: rule?.to ?? '',
      modes: rule?.modes ?? [],
      hold_minutes: rule?.hold_minutes ?? 0,
      every_minutes: rule?.every_minutes ?? 5,
      tell_end: rule?.tell_end ?? false,
      channel_ids: rule?.channel_ids ?? [],
    },
  });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async ({ camera_ids, zones, ...values }) => {
    try {
      await save.mutateAsync({ ...values, camera_ids: camera_ids ?? [], zones: toNames(zones) });
      toast.success(t.ruleSaved);
      onClose();
    } catch (error) {
      showServerError(form, error);
    }
  });

  const otherLabels = (rule?.labels ?? [])
    .filter((label) => !(label in t.objectLabels))
    .map((label) => [label, label] as const);
  const lists = [
    { name: 'kinds', legend: t.events, options: Object.entries(t.kinds), hint: undefined },
    {
      name: 'labels',
      legend: t.objects,
      // What a program has chosen besides stays.
      options: [...Object.entries(t.objectLabels), ...otherLabels],
      hint: t.anyObject,
    },
    {
      name: 'modes',
      legend: t.onlyInModes,
      options: armedModes.map((mode) => [mode, t.modes[mode]] as const),
      hint: t.anyMode,
    },
    {
      name: 'channel_ids',
      legend: t.sendTo,
      options: channels.map(({ id, name }) => [id, name] as const),
      hint: t.allChannels,
    },
  ] as const;

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="space-y-4">
        <FormError message={errors.root?.message} />
        <Field label={t.ruleName} error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
        </Field>
        {lists.map(({ name, legend, options, hint }) => (
          <Controller
            key={name}
            control={form.control}
            name={name}
            render={({ field: { value, onChange } }) => (
              <CheckList
                legend={legend}
                options={options.map(([option, label]) => ({ value: option, label }))}
                chosen={value}
                onChange={onChange}
                hint={hint}
                error={errors[name]?.message}
              />
            )}
          />
        ))}
        <Controller
          control={form.control}
          name="camera_ids"
          render={({ field: { value, onChange } }) => (
            <CameraChoice allLabel={t.allCameras} cameras={cameras} chosen={value} onChange={onChange} />
          )}
        />
        <Field label={t.zones} hint={t.zonesHint} optional error={errors.zones?.message}>
          {(control) => <Input {...control} {...form.register('zones')} />}
        </Field>
        <fieldset>
          <legend className="text-sm font-medium">{t.hours}</legend>
          <div className="grid grid-cols-2 gap-3">
            <Field label={t.from} optional error={errors.from?.message}>
              {(control) => <Input {...control} {...form.register('from')} type="time" />}
            </Field>
            <Field label={t.to} optional error={errors.to?.message}>
              {(control) => <Input {...control} {...form.register('to')} type="time" />}
            </Field>
          </div>
        </fieldset>
        <Field label={t.hold} error={errors.hold_minutes?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('hold_minutes', { valueAsNumber: true })}
              type="number"
              min={0}
              step="any"
            />
          )}
        </Field>
        <Field label={t.every} error={errors.every_minutes?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('every_minutes', { valueAsNumber: true })}
              type="number"
              min={0}
              step="any"
            />
          )}
        </Field>
        {(['tell_end', 'enabled'] as const).map((name) => (
          <Controller
            key={name}
            control={form.control}
            name={name}
            render={({ field: { value, onChange } }) => (
              <label className="flex items-center gap-2 text-sm">
                <Checkbox checked={value} onChange={onChange} />
                {name === 'enabled' ? t.enabled : t.tellEnd}
              </label>
            )}
          />
        ))}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{sharedTexts.cancel}</Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {rule ? sharedTexts.save : t.addRule}
        </Button>
      </DialogFooter>
    </form>
  );
}

function toNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
