import type { Recording } from '@/lib/recording';
import { recordingTexts as t } from '@/texts/recordings';

/** Says what is out of the ordinary; a complete recording needs no badge. */
export function RecordingStatusBadge({ recording: { status } }: { recording: Recording }) {
  if (status === 'completed' || status === 'stopped') return null;
  const live = status === 'recording';
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-md px-2 py-0.5 text-xs font-semibold text-white ${live ? 'bg-red-700' : 'bg-amber-800'}`}
    >
      {live && <span className="size-1.5 animate-pulse rounded-full bg-white" aria-hidden />}
      {t.status[status]}
    </span>
  );
}
