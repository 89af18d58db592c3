import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/lib/query-keys';
import type { Recording, RecordingStatus } from '@/lib/recording';
import { parseTime } from '@/lib/time';

/** What the server filters by; days are picked out of the pages. */
export interface RecordingQuery {
  camera_id?: string;
  status?: RecordingStatus;
}

export const recordingKeys = {
  active: [...queryKeys.recordings, 'active'],
  lists: [...queryKeys.recordings, 'list'],
  list: (query: RecordingQuery) => [...queryKeys.recordings, 'list', query],
  one: (id: string) => [...queryKeys.recordings, 'one', id],
};

export interface RecordingPage {
  recordings: Recording[];
  /** Whether the server has older ones. */
  more: boolean;
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
    (data) => data && without(data, id),
  );
}

function matches(recording: Recording, { camera_id, status }: RecordingQuery): boolean {
  return (
    (camera_id === undefined || recording.camera_id === camera_id) &&
    (status === undefined || recording.status === status)
  );
}

/**
 * Pages grow and shrink with what the server's list does, so that the sum of their lengths stays the offset of the
 * page that comes next. What is older than all of them comes with its own page.
 */
function withRecording(data: RecordingPages, recording: Recording, belongs: boolean): RecordingPages {
  const all = data.pages.flatMap((page) => page.recordings);
  const known = all.some(({ id }) => id === recording.id);
  if (!belongs) return known ? without(data, recording.id) : data;
  if (known) {
    return mapPages(data, (page) => page.map((other) => (other.id === recording.id ? recording : other)));
  }
  const oldest = all.at(-1);
  if (oldest && newestFirst(oldest, recording) < 0) return data;
  return mapPages(data, (page, index) => (index === 0 ? [recording, ...page].sort(newestFirst) : page));
}

function without(data: RecordingPages, id: string): RecordingPages {
  return mapPages(data, (page) => page.filter((recording) => recording.id !== id));
}

function mapPages(
  data: RecordingPages,
  change: (page: Recording[], index: number) => Recording[],
): RecordingPages {
  return {
    ...data,
    pages: data.pages.map((page, index) => ({ ...page, recordings: change(page.recordings, index) })),
  };
}

function newestFirst(a: Recording, b: Recording): number {
  return parseTime(b.start_time) - parseTime(a.start_time);
}
