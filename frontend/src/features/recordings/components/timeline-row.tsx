import { formatDuration } from '@/lib/format';
import { dayBounds, formatTimeOfDay, parseTime } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import type { RecordingGroup } from '../list/group-recordings';
import { coverageOf, type Footage, type Span } from '../timeline/day-coverage';

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const listedGaps = 8;

interface TimelineRowProps {
  group: RecordingGroup;
  day: string;
  now: number;
  onPlay: (recordingId: string, seconds: number) => void;
}

/** One camera's day: a bar that plays from where it is clicked, and its gaps in words. */
export function TimelineRow({ group, day, now, onPlay }: TimelineRowProps) {
  const { start, end } = dayBounds(day);
  const { footage, gaps, share } = coverageOf(group.recordings, day, now);
  const left = (moment: number) => `${((moment - start) / (end - start)) * 100}%`;
  const width = (from: number, to: number) => `${((to - from) / (end - start)) * 100}%`;

  const playAt = ({ recording, start: from, end: to }: Footage, fraction: number) => {
    const moment = from + fraction * (to - from);
    onPlay(recording.id, Math.max(0, Math.floor((moment - parseTime(recording.start_time)) / 1000)));
  };

  return (
    <div>
      <div className="mb-1 flex justify-between gap-4 text-sm">
        <span className="truncate">{group.cameraName}</span>
        <span className="shrink-0 text-muted tabular-nums">{t.covered(percent.format(share))}</span>
      </div>
      <div className="relative h-7 overflow-hidden rounded-md bg-raised">
        {footage.map((piece) => (
          <button
            key={piece.recording.id}
            type="button"
            className={`absolute inset-y-0 min-w-0.5 -outline-offset-2 hover:opacity-80 ${piece.recording.status === 'recording' ? 'bg-red-600' : 'bg-accent'}`}
            style={{ left: left(piece.start), width: width(piece.start, piece.end) }}
            title={`${formatTimeOfDay(piece.start)}–${formatTimeOfDay(piece.end)}`}
            aria-label={t.segment(group.cameraName, formatTimeOfDay(piece.start), formatTimeOfDay(piece.end))}
            onClick={(event) => playAt(piece, clickedFraction(event))}
          />
        ))}
      </div>
      {gaps.length > 0 && <GapList gaps={gaps} />}
    </div>
  );
}

function GapList({ gaps }: { gaps: readonly Span[] }) {
  const longest = gaps.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, listedGaps);
  return (
    <details className="mt-1 text-xs text-muted">
      <summary className="w-fit rounded py-0.5">{t.gaps(gaps.length)}</summary>
      <ul className="mt-1 flex flex-wrap gap-x-4" aria-label={t.longestGaps}>
        {longest.map(({ start, end }) => (
          <li key={start}>
            {t.gap(formatTimeOfDay(start), formatTimeOfDay(end), formatDuration((end - start) / 1000))}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Where in the bar it was clicked, 0 to 1; the beginning when it was pressed by keyboard. */
function clickedFraction(event: React.MouseEvent<HTMLButtonElement>): number {
  if (event.detail === 0) return 0;
  const box = event.currentTarget.getBoundingClientRect();
  return (event.clientX - box.left) / box.width;
}
