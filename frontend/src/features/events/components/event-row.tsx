import { apiUrl } from '@/lib/api-client';
import type { LoggedEvent } from '@/lib/event';
import { formatDuration } from '@/lib/format';
import { formatDateTime, parseTime } from '@/lib/time';
import { eventTexts as t } from '@/texts/events';
import { EventIcon } from './event-icon';

interface EventRowProps {
  event: LoggedEvent;
  cameraName: string | undefined;
  onOpen: () => void;
}

export function EventRow({ event, cameraName, onOpen }: EventRowProps) {
  return (
    <li className="border-b last:border-b-0">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-16 w-full items-center gap-3 px-4 py-2 text-left text-sm hover:bg-raised"
      >
        {event.thumbnail_url === null ? (
          <EventIcon kind={event.kind} />
        ) : (
          <img
            src={thumbnailOf(event.thumbnail_url)}
            alt=""
            loading="lazy"
            className="h-12 w-20 shrink-0 rounded-md object-cover"
          />
        )}
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 break-words">{event.message}</span>
          <span className="flex flex-wrap gap-x-2 text-xs text-muted tabular-nums">
            <time dateTime={event.time}>{formatDateTime(event.time)}</time>
            <span>{lengthOf(event)}</span>
            {cameraName !== undefined && <span className="truncate">{cameraName}</span>}
            {event.zone !== null && <span>{event.zone}</span>}
          </span>
        </span>
        {event.end === null && (
          <span className="shrink-0 rounded-full bg-raised px-2 py-0.5 text-xs text-danger">{t.goesOn}</span>
        )}
      </button>
    </li>
  );
}

/** The address of a picture that the API names by its own path. */
export function thumbnailOf(url: string): string {
  return apiUrl(url.replace(/^\/api/, ''));
}

/** How long an event took; empty for what has no duration. */
export function lengthOf({ time, end }: LoggedEvent): string {
  const seconds = end === null ? 0 : (parseTime(end) - parseTime(time)) / 1000;
  return seconds < 1 ? '' : formatDuration(seconds);
}
