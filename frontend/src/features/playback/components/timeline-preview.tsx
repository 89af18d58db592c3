import type { GapCause } from '@/lib/recording';
import { playbackTexts as t } from '@/texts/playback';
import { usePreview } from '../hooks/use-preview';

interface TimelinePreviewProps {
  cameraId: string;
  /** What the pointer is at, in milliseconds since 1970. */
  moment: number;
  /** The moment that is shown, rounded so that neighbours share a picture; null where nothing is recorded. */
  shown: number | null;
  /** Why nothing is recorded there. */
  cause?: GapCause;
  /** Where the moment is in the timeline. */
  percent: number;
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A small picture of the moment under the pointer, above the timeline. It adds to the time, which is there without it. */
export function TimelinePreview({ cameraId, moment, shown, cause, percent }: TimelinePreviewProps) {
  const preview = usePreview(cameraId, shown);
  const isCurrent = preview?.moment === shown;
  return (
    <div
      aria-hidden
      data-testid="timeline-preview"
      className="pointer-events-none absolute bottom-full z-20 mb-2 w-40 -translate-x-1/2 overflow-hidden rounded-lg border bg-surface text-center text-xs shadow-lg"
      style={{ left: `clamp(5rem, ${percent}%, calc(100% - 5rem))` }}
    >
      {shown !== null && !(isCurrent && preview.url === undefined) && (
        <div className="aspect-video bg-black">
          {preview?.url !== undefined && (
            <img
              src={preview.url}
              alt=""
              className={`size-full object-contain transition-opacity ${isCurrent ? '' : 'opacity-50'}`}
            />
          )}
        </div>
      )}
      <p className="px-2 py-1 tabular-nums">{time.format(moment)}</p>
      {shown === null && (
        <p className="px-2 pb-1 text-muted">{cause === undefined ? t.nothingHere : t.cause(cause)}</p>
      )}
    </div>
  );
}
