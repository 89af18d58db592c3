import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { eventKinds } from '@/lib/camera';
import { queryKeys } from '@/lib/query-keys';
import { parseTime } from '@/lib/time';
import { getPlayback } from './playback';
import type { Span } from '../timeline/timeline-view';

export interface EventMark {
  id: string;
  time: number;
  kind: string;
  message: string;
}

const mostEvents = 1000;
/** What happens in the picture; the rest of the log is about the server and its users. */
const shownKinds = eventKinds.join(',');
const refreshMs = 15_000;

/** What a day has: files, gaps with their causes. What is still recorded is looked at again and again. */
export function useDay(cameraId: string, day: Span) {
  return useQuery(dayQuery(cameraId, day));
}

export function dayQuery(cameraId: string, { start, end }: Span) {
  return queryOptions({
    queryKey: [...queryKeys.recordings, 'playback', cameraId, start],
    queryFn: ({ signal }) => getPlayback(cameraId, { from: start, to: end, segments: false, signal }),
    refetchInterval: () => intervalOf(end),
  });
}

/** A day that is over does not change. */
function intervalOf(end: number): number | false {
  return end > Date.now() ? refreshMs : false;
}

interface LoggedEvent {
  id: number | string;
  time: string;
  kind: string;
  message: string;
}

/** What happened in the picture on a day, oldest first. */
export function useEventMarks(cameraId: string, { start, end }: Span) {
  return useQuery({
    queryKey: ['events', 'marks', cameraId, start],
    queryFn: async ({ signal }): Promise<EventMark[]> => {
      const { events } = await api.get<{ events: LoggedEvent[] }>('/events/log', {
        query: {
          camera_id: cameraId,
          from: new Date(start).toISOString(),
          to: new Date(end).toISOString(),
          kind: shownKinds,
          count: false,
          limit: mostEvents,
        },
        signal,
      });
      return events
        .map(({ id, time, kind, message }) => ({ id: String(id), time: parseTime(time), kind, message }))
        .sort((a, b) => a.time - b.time);
    },
    refetchInterval: () => intervalOf(end),
  });
}
