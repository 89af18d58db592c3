import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { formatTimeOfDay } from '@/lib/time';
import { playbackTexts as t } from '@/texts/playback';
import type { EventMark } from '../api/get-day';
import type { Gap } from '../api/playback';
import {
  percentOf,
  roundedMoment,
  ticksOf,
  viewAround,
  zoomLevels,
  type Span,
} from '../timeline/timeline-view';
import { TimelinePreview } from './timeline-preview';

interface PlaybackTimelineProps {
  cameraId: string;
  day: Span;
  position: number;
  spans: readonly Span[];
  gaps: readonly Gap[];
  events: readonly EventMark[];
  /** Index into the zoom levels. */
  zoom: number;
  onZoom: (zoom: number) => void;
  onSeek: (moment: number) => void;
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A day, or a part of it: what was recorded, where and why there are gaps, and what happened. Plays from where it is pressed. */
export function PlaybackTimeline({
  cameraId,
  day,
  position,
  spans,
  gaps,
  events,
  zoom,
  onZoom,
  onSeek,
}: PlaybackTimelineProps) {
  const keysId = useId();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const view = viewAround(day, position, zoomLevels[zoom] ?? zoomLevels[0]);
  const isShown = ({ start, end }: Span) => end > view.start && start < view.end;
  const momentAt = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return view.start + share * (view.end - view.start);
  };
  const pointAt = (event: PointerEvent<HTMLElement>) =>
    setPointed({ moment: momentAt(event), width: event.currentTarget.clientWidth });
  // A finger is put down to look for a moment and lifted to play it; a mouse looks without being pressed.
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType !== 'touch') {
      onSeek(momentAt(event));
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    pointAt(event);
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType !== 'touch') return;
    setPointed(null);
    onSeek(momentAt(event));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = (event.shiftKey ? 60_000 : 10_000) * (event.key === 'ArrowLeft' ? -1 : 1);
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(position + step);
  };
  return (
    <div className="flex items-start gap-2">
      <div className="relative min-w-0 flex-1">
        {pointed && (
          <TimelinePreview
            cameraId={cameraId}
            moment={pointed.moment}
            shown={shownAt(spans, view, pointed)}
            cause={gaps.find((gap) => has(gap, pointed.moment))?.cause}
            percent={percentOf(view, pointed.moment)}
          />
        )}
        <div
          role="slider"
          tabIndex={0}
          aria-label={t.timeline}
          aria-describedby={keysId}
          aria-valuemin={day.start}
          aria-valuemax={day.end}
          aria-valuenow={Math.round(position)}
          aria-valuetext={time.format(position)}
          className="relative h-12 cursor-pointer touch-none overflow-hidden rounded-lg border bg-raised"
          onPointerDown={onPointerDown}
          onPointerMove={pointAt}
          onPointerUp={onPointerUp}
          onPointerLeave={() => setPointed(null)}
          onPointerCancel={() => setPointed(null)}
          onKeyDown={onKeyDown}
        >
          {gaps.filter(isShown).map((gap) => (
            <Part
              key={`gap ${gap.start}`}
              view={view}
              span={gap}
              className={gap.cause === 'no_event' ? 'bg-muted/10' : 'bg-warn/25'}
              title={gapTitle(gap)}
            />
          ))}
          {spans.filter(isShown).map((span) => (
            <Part key={span.start} view={view} span={span} className="bg-accent/70" />
          ))}
          {events
            .filter(({ time: at }) => at >= view.start && at < view.end)
            .map((event) => (
              <span
                key={event.id}
                title={t.event(time.format(event.time), event.message)}
                className="absolute top-0 h-3 w-1 -translate-x-1/2 rounded-b bg-danger"
                style={{ left: `${percentOf(view, event.time)}%` }}
              />
            ))}
          <span
            className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink"
            style={{ left: `${percentOf(view, position)}%` }}
          />
        </div>
        <p id={keysId} className="sr-only">
          {t.timelineKeys}
        </p>
        <div className="relative h-5 text-xs text-muted tabular-nums" aria-hidden>
          {ticksOf(view).map((tick) => (
            <span key={tick} className="absolute" style={{ left: `${percentOf(view, tick)}%` }}>
              {formatTimeOfDay(tick)}
            </span>
          ))}
        </div>
      </div>
      <div className="flex flex-col sm:flex-row">
        <IconButton
          icon={ZoomIn}
          label={t.closer}
          disabled={zoom === zoomLevels.length - 1}
          onClick={() => onZoom(zoom + 1)}
        />
        <IconButton icon={ZoomOut} label={t.wider} disabled={zoom === 0} onClick={() => onZoom(zoom - 1)} />
      </div>
    </div>
  );
}

interface PartProps {
  view: Span;
  span: Span;
  className: string;
  title?: string;
}

function Part({ view, span, className, title }: PartProps) {
  const left = Math.max(0, percentOf(view, span.start));
  const right = Math.min(100, percentOf(view, span.end));
  return (
    <span
      title={title}
      className={`absolute inset-y-0 min-w-px ${className}`}
      style={{ left: `${left}%`, width: `${right - left}%` }}
    />
  );
}

interface Pointed {
  moment: number;
  /** Of the timeline, in pixels. */
  width: number;
}

/** The moment of which a picture is shown: rounded, but never back into the gap before. */
function shownAt(spans: readonly Span[], view: Span, { moment, width }: Pointed): number | null {
  const span = spans.find((each) => has(each, moment));
  return span ? Math.max(roundedMoment(view, width, moment), Math.ceil(span.start) + 1) : null;
}

function has({ start, end }: Span, moment: number): boolean {
  return moment >= start && moment < end;
}

function gapTitle({ start, end, cause, reason }: Gap): string {
  if (cause === 'no_event') return t.quietTitle(formatTimeOfDay(start), formatTimeOfDay(end));
  return t.gapTitle(formatTimeOfDay(start), formatTimeOfDay(end), reason || t.cause(cause));
}
