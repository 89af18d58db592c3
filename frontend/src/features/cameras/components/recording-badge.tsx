import { formatDuration } from '@/lib/format';
import { useNow } from '@/lib/hooks/use-now';
import { cameraTexts as t } from '@/texts/cameras';

/** Says that the camera is being recorded, and for how long. `since` is in milliseconds since 1970. */
export function RecordingBadge({ since }: { since: number }) {
  const now = useNow(1000);
  return (
    <span className="inline-flex items-center gap-1.5 rounded-md bg-red-700 px-2 py-0.5 text-xs font-semibold text-white tabular-nums">
      <span className="size-1.5 animate-pulse rounded-full bg-white" aria-hidden />
      {t.recordingSince(formatDuration((now - since) / 1000))}
    </span>
  );
}
