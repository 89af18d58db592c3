import { useState } from 'react';
import { Copy, Link } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Select } from '@/components/ui/input';
import type { Camera } from '@/lib/camera';
import { copyText } from '@/lib/copy-text';
import { errorMessage } from '@/lib/problem';
import { formatDateTime } from '@/lib/time';
import { cameraTexts as t } from '@/texts/cameras';
import { useCreateLink, type LinkTarget } from '../api/create-link';

const targets: LinkTarget[] = ['stream', 'live.m3u8', 'snapshot'];
const lifetimes = [5, 15, 30, 60];

/** Makes a link for players that cannot log in: VLC, a picture frame, home automation. */
export function StreamLinkForm({ camera }: { camera: Camera }) {
  const [target, setTarget] = useState<LinkTarget>('stream');
  const [minutes, setMinutes] = useState(15);
  const create = useCreateLink();
  const link = create.data;
  const copy = (url: string) => copyText(url).then(() => toast.success(t.link.copied));
  return (
    <section className="space-y-3 rounded-2xl border bg-surface p-5" aria-labelledby="stream-link">
      <h2 id="stream-link" className="font-semibold">
        {t.link.title}
      </h2>
      <p className="text-sm text-muted">{t.link.text}</p>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t.link.target}>
          {(control) => (
            <Select
              {...control}
              value={target}
              onChange={(event) => setTarget(targets.find((name) => name === event.target.value) ?? target)}
            >
              {targets.map((name) => (
                <option key={name} value={name}>
                  {t.link.targets[name]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t.link.lifetime}>
          {(control) => (
            <Select {...control} value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
              {lifetimes.map((count) => (
                <option key={count} value={count}>
                  {t.link.minutes(count)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <FormError message={create.isError ? errorMessage(create.error) : undefined} />
      <Button busy={create.isPending} onClick={() => create.mutate({ cameraId: camera.id, target, minutes })}>
        {!create.isPending && <Link className="size-4" aria-hidden />}
        {t.link.create}
      </Button>
      {link && (
        <div role="status" className="space-y-2 text-sm">
          <code className="block rounded-lg bg-raised p-2 font-mono text-xs break-all select-all">
            {link.url}
          </code>
          <p className="text-muted">{t.link.expires(formatDateTime(link.expires_at))}</p>
          <Button size="small" onClick={() => copy(link.url)}>
            <Copy className="size-4" aria-hidden />
            {t.link.copy}
          </Button>
        </div>
      )}
    </section>
  );
}
