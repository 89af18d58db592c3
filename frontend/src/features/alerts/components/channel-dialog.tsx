import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input, Select } from '@/components/ui/input';
import { channelKinds, type ChannelKind } from '@/lib/alert';
import { showServerError } from '@/lib/form-errors';
import { alertTexts as t } from '@/texts/alerts';
import { sharedTexts } from '@/texts/shared';
import { useSaveChannel, type Channel } from '../api/alerts';
import { channelFields, toForm, toSettings } from '../channel-fields';

interface ChannelDialogProps {
  /** Null for a new one. */
  channel: Channel | null;
  onClose: () => void;
}

export function ChannelDialog({ channel, onClose }: ChannelDialogProps) {
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? 'webhook');
  return (
    <Dialog open onClose={onClose} title={channel ? t.editChannel(channel.name) : t.addChannel}>
      <ChannelForm key={kind} channel={channel} kind={kind} onKind={setKind} onClose={onClose} />
    </Dialog>
  );
}

interface ChannelFormProps extends ChannelDialogProps {
  kind: ChannelKind;
  onKind: (kind: ChannelKind) => void;
}

function ChannelForm({ channel, kind, onKind, onClose }: ChannelFormProps) {
  const save = useSaveChannel(channel?.id);
  const [enabled, setEnabled] = useState(channel?.enabled ?? true);
  const form = useForm<Record<string, string>>({
    defaultValues: { name: channel?.name ?? t.channelKind[kind], ...toForm(kind, channel?.settings ?? {}) },
  });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async ({ name = '', ...values }) => {
    try {
      await save.mutateAsync({ name, kind, enabled, settings: toSettings(kind, values) });
      toast.success(t.channelSaved);
      onClose();
    } catch (error) {
      showServerError(form, error);
    }
  });

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="space-y-4">
        <FormError message={errors.root?.message} />
        {!channel && (
          <Field label={t.kind}>
            {(control) => (
              <Select
                {...control}
                value={kind}
                onChange={({ target }) => onKind(target.value as ChannelKind)}
              >
                {channelKinds.map((name) => (
                  <option key={name} value={name}>
                    {t.channelKind[name]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={t.channelName} error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
        </Field>
        {channelFields[kind].map(({ name, label, type = 'text', hint, optional, placeholder, options }) => (
          <Field key={name} label={label} hint={hint} optional={optional} error={errors[name]?.message}>
            {(control) =>
              options ? (
                <Select {...control} {...form.register(name)}>
                  {options.map((option) => (
                    <option key={option} value={option}>
                      {t.securities[option]}
                    </option>
                  ))}
                </Select>
              ) : (
                <Input
                  {...control}
                  {...form.register(name)}
                  type={type}
                  placeholder={placeholder}
                  autoComplete={type === 'password' ? 'new-password' : 'off'}
                />
              )
            }
          </Field>
        ))}
        {kind === 'web_push' && <p className="text-sm text-muted">{t.devicesHint}</p>}
        <label className="flex items-center gap-2 text-sm">
          <Checkbox checked={enabled} onChange={({ target }) => setEnabled(target.checked)} />
          {t.enabled}
        </label>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{sharedTexts.cancel}</Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {channel ? sharedTexts.save : t.addChannel}
        </Button>
      </DialogFooter>
    </form>
  );
}
