import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { errorMessage } from '@/lib/problem';
import { addDays, dayBounds, dayOf, ownTimeZone } from '@/lib/time';
import { exportTexts as t } from '@/texts/exports';
import { sharedTexts } from '@/texts/shared';
import { useCreateExport } from '../api/exports';
import { defaultVideo, isWrong, toRequest, VideoOptions } from './video-options';

interface ExportDialogProps {
  cameras: readonly { id: string; name: string }[];
  /** The cameras that are chosen at first, and the period; milliseconds since 1970. */
  cameraIds: readonly string[];
  from: number;
  to: number;
  onClose: () => void;
  onCreated: () => void;
}

/** Asks what is to be exported. */
export function ExportDialog({ cameras, cameraIds, from, to, onClose, onCreated }: ExportDialogProps) {
  const [begin, setBegin] = useState(() => toLocal(from));
  const [end, setEnd] = useState(() => toLocal(to));
  const [chosen, setChosen] = useState<readonly string[]>(cameraIds);
  const [video, setVideo] = useState(defaultVideo);
  const create = useCreateExport();
  const [fromMs, toMs] = [Date.parse(begin), Date.parse(end)];
  const wrong = !(toMs > fromMs);
  const tooMany = video.kind === 'lapse' && chosen.length > 1;
  const choose = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  const fill = (days: number) => {
    const last = dayOf(from);
    setBegin(toLocal(dayBounds(addDays(last, 1 - days)).start));
    setEnd(toLocal(dayBounds(last).end));
  };
  const submit = () =>
    create.mutate(
      {
        camera_ids: [...chosen],
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
        time_zone: ownTimeZone(),
        ...toRequest(video),
      },
      { onSuccess: onCreated },
    );
  return (
    <Dialog open onClose={onClose} title={t.open} description={t.about}>
      <DialogBody className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t.from}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                step="0.001"
                value={begin}
                onChange={(event) => setBegin(event.target.value)}
              />
            )}
          </Field>
          <Field label={t.to} error={wrong ? t.wrongPeriod : undefined}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                step="0.001"
                value={end}
                onChange={(event) => setEnd(event.target.value)}
              />
            )}
          </Field>
        </div>
        <VideoOptions value={video} onChange={setVideo} onFill={fill} />
        <fieldset className="space-y-1">
          <legend className="mb-1 text-sm font-medium">{t.cameras}</legend>
          {cameras.map(({ id, name }) => (
            <label key={id} className="flex min-h-8 items-center gap-2 text-sm">
              <Checkbox
                checked={chosen.includes(id)}
                onChange={(event) => choose(id, event.target.checked)}
              />
              {name}
            </label>
          ))}
          {chosen.length === 0 && <p className="text-sm text-danger">{t.noCamera}</p>}
          {tooMany && <p className="text-sm text-danger">{t.oneCamera}</p>}
        </fieldset>
        {create.isError && (
          <p role="alert" className="text-sm text-danger">
            {errorMessage(create.error)}
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{sharedTexts.cancel}</Button>
        <Button
          variant="primary"
          busy={create.isPending}
          disabled={wrong || chosen.length === 0 || tooMany || isWrong(video)}
          onClick={submit}
        >
          {t.create}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** As a field of the browser's own time zone has it. */
function toLocal(moment: number): string {
  return new Date(moment - new Date(moment).getTimezoneOffset() * 60_000).toISOString().slice(0, 23);
}
