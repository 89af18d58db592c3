import { useEffect, useRef, useState, type RefObject } from 'react';
import { dayBounds, formatTimeOfDay } from '@/lib/time';
import { dayColumn, timelineGrid } from '../timeline/timeline-grid';

interface TimelineCursorProps {
  /** What the pointer moves over. */
  board: RefObject<HTMLElement | null>;
  day: string;
}

/** A line through all rows with the time that the pointer is at. A component of its own, so that moving it draws nothing else. */
export function TimelineCursor({ board, day }: TimelineCursorProps) {
  const column = useRef<HTMLDivElement>(null);
  const [fraction, setFraction] = useState<number | null>(null);

  useEffect(() => {
    const element = board.current;
    if (!element) return;
    const move = (event: PointerEvent) => {
      const box = column.current?.getBoundingClientRect();
      const at = box && (event.clientX - box.left) / box.width;
      setFraction(event.pointerType === 'mouse' && at !== undefined && at >= 0 && at <= 1 ? at : null);
    };
    const leave = () => setFraction(null);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    return () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
    };
  }, [board]);

  const { start, end } = dayBounds(day);
  return (
    <div className={`${timelineGrid} pointer-events-none absolute inset-0 z-20`} aria-hidden>
      <div ref={column} className={`${dayColumn} relative`}>
        {fraction !== null && (
          <div className="absolute inset-y-0 w-px bg-ink" style={{ left: `${fraction * 100}%` }}>
            <span className="sticky top-0 block w-max -translate-x-1/2 rounded bg-ink px-1.5 py-0.5 text-xs text-canvas tabular-nums">
              {formatTimeOfDay(start + fraction * (end - start))}
            </span>
          </div>
        )}
      </div>
    </div>
  );
}
