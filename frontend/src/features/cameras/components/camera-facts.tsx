import type { Camera } from '@/lib/camera';
import { formatLatency } from '@/lib/format';
import { cameraTexts as t } from '@/texts/cameras';
import type { LiveView } from '../hooks/use-live-view';
import { Fact } from './fact';
import { FactGroup } from './fact-group';
import { IngestFacts } from './ingest-facts';
import { SourceFacts } from './source-facts';

interface CameraFactsProps {
  camera: Camera;
  view: LiveView | null;
}

/** What the camera is, and how its live picture comes in. */
export function CameraFacts({ camera, view }: CameraFactsProps) {
  const usb = camera.protocol === 'usb';
  return (
    <section className="space-y-4 rounded-2xl border bg-surface p-5" aria-labelledby="camera-facts">
      <h2 id="camera-facts" className="font-semibold">
        {t.facts}
      </h2>
      <FactGroup name={t.factGroups.live}>
        <Fact name={t.fact.way}>{view?.way ? t.ways[view.way] : null}</Fact>
        <Fact name={t.fact.picture}>{view?.size ? t.size(view.size.width, view.size.height) : null}</Fact>
        <Fact name={t.fact.rate}>{view?.figures.fps ? t.fps(view.figures.fps) : null}</Fact>
        {view?.way === 'video' && <Fact name={t.fact.missed}>{view.missed}</Fact>}
        <Fact name={t.fact.latency}>
          {view?.figures.latency == null ? null : formatLatency(view.figures.latency)}
        </Fact>
      </FactGroup>
      {!usb && <SourceFacts camera={camera} />}
      {camera.ingest && <IngestFacts ingest={camera.ingest} />}
      <FactGroup name={t.factGroups.settings}>
        <Fact name={t.fact.requested}>
          {camera.resolution.replace('x', '×')} · {t.fps(camera.framerate)}
        </Fact>
        <Fact name={t.fact.protocol}>{t.protocols[camera.protocol].label}</Fact>
        <Fact name={t.fact.node}>{camera.node_name}</Fact>
        <Fact name={t.fact.location}>{camera.location}</Fact>
        <Fact name={usb ? t.fact.device : t.fact.source}>{usb ? camera.device_path : camera.source_url}</Fact>
        {camera.live_source_url && <Fact name={t.fact.liveSource}>{camera.live_source_url}</Fact>}
      </FactGroup>
    </section>
  );
}
