import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { LoggedEvent } from '@/lib/event';
import { queryKeys } from '@/lib/query-keys';
import { dayBounds, parseTime } from '@/lib/time';
import { kindsOfGroup, type EventFilter } from '../event-filter';

export interface EventPage {
  events: LoggedEvent[];
  next: string | null;
}

export type EventPages = InfiniteData<EventPage, string | null>;

export const eventKeys = {
  lists: [...queryKeys.events, 'list'],
  list: (filter: EventFilter) => [...queryKeys.events, 'list', filter],
  one: (id: number | undefined) => [...queryKeys.events, 'one', id],
};

/** Puts an event that the server told of, new or ended, into every list that it belongs to. */
export function putEvent(client: QueryClient, event: LoggedEvent): void {
  client.setQueryData<LoggedEvent>(eventKeys.one(event.id), event);
  for (const [key, data] of client.getQueriesData<EventPages>({ queryKey: eventKeys.lists })) {
    if (data && matches(event, key[eventKeys.lists.length] as EventFilter))
      client.setQueryData<EventPages>(key, withEvent(data, event));
  }
}

function withEvent(data: EventPages, event: LoggedEvent): EventPages {
  const isKnown = data.pages.some(({ events }) => events.some(({ id }) => id === event.id));
  return {
    ...data,
    pages: data.pages.map((page, index) => {
      const events = isKnown
        ? page.events.map((other) => (other.id === event.id ? event : other))
        : index === 0
          ? inOrder([event, ...page.events])
          : page.events;
      return { ...page, events };
    }),
  };
}

/** Newest first, as the server orders them. */
function inOrder(events: LoggedEvent[]): LoggedEvent[] {
  return events.sort((a, b) => parseTime(b.time) - parseTime(a.time) || b.id - a.id);
}

function matches(event: LoggedEvent, { camera, show, day }: EventFilter): boolean {
  return (
    (camera === undefined || event.camera_id === camera) &&
    (show === undefined || (kindsOfGroup[show] as readonly string[]).includes(event.kind)) &&
    (day === undefined || parseTime(event.time) < dayBounds(day).end)
  );
}
