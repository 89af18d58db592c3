import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import { cn } from '@/lib/cn';
import { formatTimeOfDay } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import { findMoment, type Span, type Stretch } from '../timeline/day-coverage';

interface TimelineBarProps {
  cameraName: string;
  /** The day. */
  bounds: Span;
  now: number;
  stretches: readonly Stretch[];
  onPlay: (recordingId: string, seconds: number) => void;
  className?: string;
}

/** A day's footage, which plays from where it is clicked. One stop for the Tab key; the arrow keys go on from there. */
export function TimelineBar({ cameraName, bounds, now, stretches, onPlay, className }: TimelineBarProps) {
  const [stop, setStop] = useState(0);
  const share = (moment: number) => ((moment - bounds.start) / (bounds.end - bounds.start)) * 100;
  const play = (stretch: Stretch, fraction: number) => {
    const { recordingId, seconds } = findMoment(
      stretch,
      stretch.start + fraction * (stretch.end - stretch.start),
    );
    onPlay(recordingId, seconds);
  };

  return (
    <div className={cn('relative h-7 overflow-hidden rounded-md bg-raised', className)}>
      {stretches.map((stretch, index) => (
        <button
          key={stretch.start}
          type="button"
          tabIndex={index === Math.min(stop, stretches.length - 1) ? 0 : -1}
          className={cn(
            'absolute inset-y-0 min-w-0.5 -outline-offset-2 outline-ink hover:brightness-125',
            stretch.live ? 'bg-red-600' : 'bg-accent',
          )}
          style={{ left: `${share(stretch.start)}%`, width: `${share(stretch.end) - share(stretch.start)}%` }}
          aria-label={t.stretch(cameraName, formatTimeOfDay(stretch.start), formatTimeOfDay(stretch.end))}
          onFocus={() => setStop(index)}
          onKeyDown={stepThrough}
          onClick={(event) => play(stretch, clickedFraction(event))}
        />
      ))}
      {now > bounds.start && now < bounds.end && (
        <div
          className="pointer-events-none absolute inset-y-0 right-0 border-l border-ink bg-surface/75"
          style={{ left: `${share(now)}%` }}
        />
      )}
    </div>
  );
}

const steps: Record<string, (button: Element) => Element | null> = {
  ArrowLeft: (button) => button.previousElementSibling,
  ArrowRight: (button) => button.nextElementSibling,
  Home: (button) => button.parentElement?.querySelector('button') ?? null,
  End: (button) => [...(button.parentElement?.querySelectorAll('button') ?? [])].at(-1) ?? null,
};

function stepThrough(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const next = step(event.currentTarget);
  if (next instanceof HTMLButtonElement) next.focus();
}

/** Where in the bar it was clicked, 0 to 1; the beginning when it was pressed by keyboard. */
function clickedFraction(event: MouseEvent<HTMLButtonElement>): number {
  if (event.detail === 0) return 0;
  const box = event.currentTarget.getBoundingClientRect();
  return (event.clientX - box.left) / box.width;
}
