import { useMemo } from 'react';
import { useNow } from '@/lib/hooks/use-now';
import type { Recording } from '@/lib/recording';
import { dayBounds, formatDay, formatTimeOfDay } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import { groupByCamera } from '../list/group-recordings';
import { TimelineRow } from './timeline-row';

const hourMs = 3_600_000;

interface DayTimelineProps {
  day: string;
  recordings: readonly Recording[];
  loading: boolean;
  /** `seconds` from the start of the recording. */
  onPlay: (recordingId: string, seconds: number) => void;
}

/** When each camera has footage of a day, and where the gaps are. */
export function DayTimeline({ day, recordings, loading, onPlay }: DayTimelineProps) {
  const now = useNow(10_000);
  const groups = useMemo(() => groupByCamera(recordings), [recordings]);
  return (
    <section className="rounded-2xl border bg-surface p-4" aria-label={t.timeline}>
      <h2 className="mb-3 text-sm font-semibold">{t.timelineOf(formatDay(day))}</h2>
      {groups.length === 0 ? (
        <p className="text-sm text-muted" role="status">
          {loading ? t.loadingDay : t.timelineEmpty}
        </p>
      ) : (
        <div className="space-y-3">
          <HourScale day={day} />
          {groups.map((group) => (
            <TimelineRow key={group.key} group={group} day={day} now={now} onPlay={onPlay} />
          ))}
        </div>
      )}
    </section>
  );
}

function HourScale({ day }: { day: string }) {
  const { start, end } = dayBounds(day);
  const marks = [0, 3, 6, 9, 12, 15, 18, 21].map((hour) => start + hour * hourMs);
  return (
    <div className="relative h-4 text-xs text-muted tabular-nums" aria-hidden>
      {marks.map((mark, index) => (
        <span
          key={mark}
          className={`absolute ${index % 2 ? 'hidden sm:inline' : ''}`}
          style={{ left: `${((mark - start) / (end - start)) * 100}%` }}
        >
          {formatTimeOfDay(mark)}
        </span>
      ))}
    </div>
  );
}
