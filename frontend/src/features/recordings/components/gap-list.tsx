import { formatDuration } from '@/lib/format';
import { formatTimeOfDay } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import type { Span } from '../timeline/day-coverage';

const listed = 12;

/** The longest gaps of a camera's day in words. */
export function GapList({ cameraName, gaps }: { cameraName: string; gaps: readonly Span[] }) {
  const longest = gaps.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, listed);
  return (
    <ul
      className="my-1 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted tabular-nums"
      aria-label={t.gapsOf(cameraName)}
    >
      {longest.map(({ start, end }) => (
        <li key={start}>
          {t.gap(formatTimeOfDay(start), formatTimeOfDay(end), formatDuration((end - start) / 1000))}
        </li>
      ))}
    </ul>
  );
}
