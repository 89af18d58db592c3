import { cameraTexts } from '@/texts/cameras';
import { discoveryTexts as t } from '@/texts/discovery';
import type { TrialState } from '../hooks/use-trials';

/** What a camera answered when it was tried, in a line. */
export function TrialOutcome({ trial }: { trial: TrialState }) {
  if (trial === 'running') return <p className="text-xs text-muted">{cameraTexts.probe.testing}</p>;

  const { ok, codec, width, height, reason, hint } = trial.result;
  if (ok) {
    const size = width !== null && height !== null ? `${width}×${height}` : null;
    return (
      <p className="text-xs text-ok">{[t.works, codec?.toUpperCase(), size].filter(Boolean).join(' · ')}</p>
    );
  }
  const words = cameraTexts.probe.reasons[reason ?? ''] ?? cameraTexts.probe.failed;
  return (
    <p className="text-xs break-words text-danger">
      {words}
      {hint !== null && <span className="block text-muted">{hint}</span>}
    </p>
  );
}
