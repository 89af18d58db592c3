import { dayBounds, formatTimeOfDay, hourOf } from '@/lib/time';
import { dayColumn, timelineGrid } from '../timeline/timeline-grid';

const hours = [0, 3, 6, 9, 12, 15, 18, 21];

/** The hours of the day above its rows, by the clock on the wall: on the days it changes they are not evenly spaced. */
export function TimelineScale({ day }: { day: string }) {
  const { start, end } = dayBounds(day);
  return (
    <div
      className={`${timelineGrid} sticky top-0 z-10 bg-surface text-xs text-muted tabular-nums`}
      aria-hidden
    >
      <div className={`${dayColumn} relative h-5`}>
        {hours.map((hour, index) => (
          <span
            key={hour}
            className={`absolute ${index % 2 ? 'hidden md:inline' : ''}`}
            style={{ left: `${((hourOf(day, hour) - start) / (end - start)) * 100}%` }}
          >
            {formatTimeOfDay(hourOf(day, hour))}
          </span>
        ))}
      </div>
    </div>
  );
}
