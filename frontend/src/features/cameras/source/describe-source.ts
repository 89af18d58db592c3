import { cameraTexts } from '@/texts/cameras';
import type { ProbeResult } from '../api/probe-source';

const t = cameraTexts;

/** `H264 · 1280×720 · 15 fps · with sound`, as far as it is known. */
export function describeSource({ codec, width, height, fps, audio }: ProbeResult): string {
  return [
    codec?.toUpperCase(),
    width !== null && height !== null ? `${width}×${height}` : null,
    fps === null ? null : t.fps(fps),
    audio ? t.probe.withAudio : t.probe.withoutAudio,
  ]
    .filter(Boolean)
    .join(' · ');
}
