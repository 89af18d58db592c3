import { useMemo, useRef } from 'react';
import { useNow } from '@/lib/hooks/use-now';
import type { Recording } from '@/lib/recording';
import { formatDay } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import { groupByCamera } from '../list/group-recordings';
import { TimelineCursor } from './timeline-cursor';
import { TimelineRow } from './timeline-row';
import { TimelineScale } from './timeline-scale';

interface DayTimelineProps {
  day: string;
  recordings: readonly Recording[];
  loading: boolean;
  /** The ids of cameras that are recorded on events. */
  onEvents: ReadonlySet<string>;
  /** `seconds` from the start of the recording. */
  onPlay: (recordingId: string, seconds: number) => void;
}

/** When each camera has footage of a day, and where the gaps are. */
export function DayTimeline({ day, recordings, loading, onEvents, onPlay }: DayTimelineProps) {
  const now = useNow(10_000);
  const board = useRef<HTMLDivElement>(null);
  const groups = useMemo(
    () => groupByCamera(recordings).toSorted((a, b) => a.cameraName.localeCompare(b.cameraName, 'en')),
    [recordings],
  );
  return (
    <section className="rounded-2xl border bg-surface p-4" aria-label={t.timeline}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-sm font-semibold">{t.timelineOf(formatDay(day))}</h2>
        {groups.length > 0 && <p className="text-xs text-muted max-sm:sr-only">{t.timelineHint}</p>}
      </div>
      {groups.length === 0 ? (
        <p className="text-sm text-muted" role="status">
          {loading ? t.loadingDay : t.timelineEmpty}
        </p>
      ) : (
        <div ref={board} className="relative max-h-96 space-y-3 overflow-y-auto sm:space-y-1.5">
          <TimelineScale day={day} />
          {groups.map((group) => (
            <TimelineRow
              key={group.key}
              group={group}
              day={day}
              now={now}
              onEvents={onEvents.has(group.recordings[0]?.camera_id ?? '')}
              onPlay={onPlay}
            />
          ))}
          <TimelineCursor board={board} day={day} />
        </div>
      )}
    </section>
  );
}
