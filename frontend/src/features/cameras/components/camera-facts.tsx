import type { ReactNode } from 'react';
import { SearchCheck } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { Camera } from '@/lib/camera';
import { formatLatency } from '@/lib/format';
import { errorMessage } from '@/lib/problem';
import { cameraTexts as t } from '@/texts/cameras';
import { useProbeSource } from '../api/probe-source';
import type { LiveView } from '../hooks/use-live-view';
import { hidesPassword } from '../source/hidden-password';
import { describeSource } from '../source/describe-source';

interface CameraFactsProps {
  camera: Camera;
  view: LiveView | null;
}

/** What the camera is, and how its live picture comes in. */
export function CameraFacts({ camera, view }: CameraFactsProps) {
  const usb = camera.protocol === 'usb';
  return (
    <section className="rounded-2xl border bg-surface p-5" aria-labelledby="camera-facts">
      <h2 id="camera-facts" className="font-semibold">
        {t.facts}
      </h2>
      <dl className="mt-3 grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-1">
        <Fact name={t.fact.picture}>{view?.size ? `${view.size.width}×${view.size.height}` : '–'}</Fact>
        <Fact name={t.fact.rate}>{view?.figures.fps ? t.fps(view.figures.fps) : '–'}</Fact>
        <Fact name={t.fact.latency}>
          {view?.figures.latency == null ? '–' : formatLatency(view.figures.latency)}
        </Fact>
        <Fact name={t.fact.requested}>
          {camera.resolution.replace('x', '×')} · {t.fps(camera.framerate)}
        </Fact>
        <Fact name={t.fact.protocol}>{t.protocols[camera.protocol].label}</Fact>
        <Fact name={t.fact.node}>{camera.node_name ?? '–'}</Fact>
        <Fact name={t.fact.location}>{camera.location ?? '–'}</Fact>
        <Fact name={usb ? t.fact.device : t.fact.source}>{usb ? camera.device_path : camera.source_url}</Fact>
      </dl>
      {camera.source_url !== null && !usb && !hidesPassword(camera.source_url) && (
        <SourceCheck protocol={camera.protocol} url={camera.source_url} />
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 text-right wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}

/** On demand, because it opens another connection to the camera, of which cheap ones allow few. */
function SourceCheck({ protocol, url }: { protocol: Camera['protocol']; url: string }) {
  const probe = useProbeSource();
  return (
    <div className="mt-4 border-t pt-4">
      <Button size="small" busy={probe.isPending} onClick={() => probe.mutate({ protocol, source_url: url })}>
        {!probe.isPending && <SearchCheck className="size-4" aria-hidden />}
        {t.checkSource}
      </Button>
      <p className="mt-2 text-sm text-muted" aria-live="polite">
        {probe.isSuccess &&
          (probe.data.ok ? describeSource(probe.data) : (probe.data.hint ?? probe.data.reason))}
        {probe.isError && errorMessage(probe.error)}
        {probe.isIdle && t.checkSourceHint}
      </p>
    </div>
  );
}
