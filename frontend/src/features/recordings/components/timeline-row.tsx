import { useId, useState } from 'react';
import { ChevronDown } from 'lucide-react';
import { dayBounds } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import type { RecordingGroup } from '../list/group-recordings';
import { coverageOf } from '../timeline/day-coverage';
import { dayColumn, timelineGrid } from '../timeline/timeline-grid';
import { GapList } from './gap-list';
import { TimelineBar } from './timeline-bar';

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

interface TimelineRowProps {
  group: RecordingGroup;
  day: string;
  now: number;
  /** It is recorded on events: what is between recordings is no gap. */
  onEvents: boolean;
  onPlay: (recordingId: string, seconds: number) => void;
}

/** One camera's day: its footage as a bar, how much of the day that is, and its gaps in words for who asks. */
export function TimelineRow({ group, day, now, onEvents, onPlay }: TimelineRowProps) {
  const [gapsOpen, setGapsOpen] = useState(false);
  const gapsId = useId();
  const { stretches, gaps, share } = coverageOf(group.recordings, day, now);
  return (
    <div className={`${timelineGrid} items-center text-sm`}>
      <p className="truncate" title={group.cameraName}>
        {group.cameraName}
      </p>
      <TimelineBar
        className={dayColumn}
        cameraName={group.cameraName}
        bounds={dayBounds(day)}
        now={now}
        stretches={stretches}
        onPlay={onPlay}
      />
      <div className="flex items-center justify-between gap-3 text-xs text-muted tabular-nums">
        {onEvents ? (
          <span>{t.onEvents}</span>
        ) : gaps.length > 0 ? (
          <button
            type="button"
            className="inline-flex min-h-6 items-center gap-0.5 rounded px-1 hover:bg-raised hover:text-ink"
            aria-expanded={gapsOpen}
            aria-controls={gapsId}
            onClick={() => setGapsOpen(!gapsOpen)}
          >
            {t.gaps(gaps.length)}
            <ChevronDown className={`size-3 ${gapsOpen ? 'rotate-180' : ''}`} aria-hidden />
          </button>
        ) : (
          <span />
        )}
        <span>
          {percent.format(share)}
          <span className="sr-only">{t.ofTheDay}</span>
        </span>
      </div>
      <div id={gapsId} className={`${dayColumn} empty:hidden`}>
        {gapsOpen && !onEvents && <GapList cameraName={group.cameraName} gaps={gaps} />}
      </div>
    </div>
  );
}
