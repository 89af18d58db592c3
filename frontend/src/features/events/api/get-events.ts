import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { LoggedEvent } from '@/lib/event';
import { dayBounds } from '@/lib/time';
import { kindsOfGroup, type EventFilter } from '../event-filter';
import { eventKeys, type EventPage } from './event-cache';

const pageSize = 50;

/** The log of events, newest first, page by page. */
export function useEvents(filter: EventFilter) {
  return useInfiniteQuery({
    queryKey: eventKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      api.get<EventPage>('/events/log', {
        query: {
          camera_id: filter.camera,
          kind: filter.show && kindsOfGroup[filter.show].join(','),
          to: filter.day && new Date(dayBounds(filter.day).end).toISOString(),
          limit: pageSize,
          count: false,
          before: pageParam ?? undefined,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** One event, for links to it. */
export function useEvent(id: number | undefined) {
  return useQuery({
    queryKey: eventKeys.one(id),
    queryFn: ({ signal }) => api.get<LoggedEvent>(`/events/log/${id}`, { signal }),
    enabled: id !== undefined,
  });
}
