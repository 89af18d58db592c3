import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/lib/query-keys';
import type { Recording, RecordingStatus } from '@/lib/recording';
import { parseTime } from '@/lib/time';
import { spanOf } from '../timeline/day-coverage';

/** What the server filters by. */
export interface RecordingQuery {
  camera_id?: string;
  status?: RecordingStatus;
  /** `any`, or a kind. */
  event_kind?: string;
  /** With `to`: what has footage between these moments. */
  from?: string;
  to?: string;
}

export const recordingKeys = {
  active: [...queryKeys.recordings, 'active'],
  lists: [...queryKeys.recordings, 'list'],
  list: (query: RecordingQuery) => [...queryKeys.recordings, 'list', query],
  one: (id: string) => [...queryKeys.recordings, 'one', id],
};

export interface RecordingPage {
  recordings: Recording[];
  /** How many the server has of the query, on all pages. */
  total: number;
}

export type RecordingPages = InfiniteData<RecordingPage, number>;

/** Puts a recording that the server told of into every list that it belongs to. */
export function putRecording(client: QueryClient, recording: Recording): void {
  client.setQueryData<Recording>(recordingKeys.one(recording.id), recording);
  client.setQueryData<Recording[]>(recordingKeys.active, (active) => {
    const others = active?.filter(({ id }) => id !== recording.id);
    return others && (recording.status === 'recording' ? [recording, ...others] : others);
  });
  for (const [key, data] of client.getQueriesData<RecordingPages>({ queryKey: recordingKeys.lists })) {
    if (!data) continue;
    const query = key[recordingKeys.lists.length] as RecordingQuery;
    client.setQueryData<RecordingPages>(key, withRecording(data, recording, matches(recording, query)));
  }
}

/** Takes a recording that is gone out of every list. */
export function dropRecording(client: QueryClient, id: string): void {
  client.setQueryData<Recording[]>(recordingKeys.active, (active) =>
    active?.filter((other) => other.id !== id),
  );
  client.setQueriesData<RecordingPages>(
    { queryKey: recordingKeys.lists },
    (data) => data && (isKnown(data, id) ? without(data, id) : data),
  );
}

/** The recordings of all pages. One that came while pages were fetched can be on two of them. */
export function recordingsOf(data: { pages: RecordingPage[] } | undefined): Recording[] {
  return unique(data?.pages.flatMap((page) => page.recordings) ?? []);
}

/** Several lists as one, newest first. */
export function mergeRecordings(...lists: readonly (readonly Recording[])[]): Recording[] {
  return unique(lists.flat()).sort(newestFirst);
}

function unique(recordings: readonly Recording[]): Recording[] {
  return [...new Map(recordings.map((recording) => [recording.id, recording])).values()];
}

function matches(recording: Recording, { camera_id, status, event_kind, from, to }: RecordingQuery): boolean {
  const { start, end } = spanOf(recording, Number.POSITIVE_INFINITY);
  return (
    (camera_id === undefined || recording.camera_id === camera_id) &&
    (status === undefined || recording.status === status) &&
    (event_kind === undefined || (recording.event_count ?? 0) > 0) &&
    (to === undefined || start < parseTime(to)) &&
    (from === undefined || start >= parseTime(from) || end > parseTime(from))
  );
}

/**
 * Pages grow and shrink with what the server's list does, so that the sum of their lengths stays the offset of the
 * page that comes next. What is older than all of them comes with its own page.
 */
function withRecording(data: RecordingPages, recording: Recording, belongs: boolean): RecordingPages {
  const known = isKnown(data, recording.id);
  if (!belongs) return known ? without(data, recording.id) : data;
  if (known) {
    return mapPages(data, (page) => page.map((other) => (other.id === recording.id ? recording : other)));
  }
  const all = data.pages.flatMap((page) => page.recordings);
  const [oldest, total = 0] = [all.at(-1), data.pages.at(-1)?.total];
  if (oldest && all.length < total && newestFirst(oldest, recording) < 0) {
    return mapPages(data, (page) => page, 1);
  }
  return mapPages(data, (page, index) => (index === 0 ? [recording, ...page].sort(newestFirst) : page), 1);
}

function without(data: RecordingPages, id: string): RecordingPages {
  return mapPages(data, (page) => page.filter((recording) => recording.id !== id), -1);
}

/** `more`: how many the server has more, or with a minus less, after the change. */
function mapPages(
  data: RecordingPages,
  change: (page: Recording[], index: number) => Recording[],
  more = 0,
): RecordingPages {
  return {
    ...data,
    pages: data.pages.map(({ recordings, total }, index) => ({
      recordings: change(recordings, index),
      total: total + more,
    })),
  };
}

function isKnown(data: RecordingPages, id: string): boolean {
  return data.pages.some((page) => page.recordings.some((recording) => recording.id === id));
}

function newestFirst(a: Recording, b: Recording): number {
  return parseTime(b.start_time) - parseTime(a.start_time);
}
