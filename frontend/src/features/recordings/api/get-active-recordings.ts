import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Recording } from '@/lib/recording';
import { parseTime } from '@/lib/time';
import { recordingKeys } from './recording-cache';

/** When the recording that is going on began, in milliseconds, by camera id. */
export function useRecordingSince(): ReadonlyMap<string, number> {
  const { data = noRecordings } = useQuery({
    queryKey: recordingKeys.active,
    queryFn: ({ signal }) => fetchActiveRecordings(signal),
    select: startsByCamera,
  });
  return data;
}

const pageSize = 1000;

/** All recordings in progress, one for each camera that is recorded: page by page, since the server limits a page. */
export async function fetchActiveRecordings(signal?: AbortSignal): Promise<Recording[]> {
  const recordings: Recording[] = [];
  for (;;) {
    const query = { status: 'recording', limit: pageSize, offset: recordings.length };
    const page = await api.get<{ recordings: Recording[] }>('/recordings/', { query, signal });
    recordings.push(...page.recordings);
    if (page.recordings.length < pageSize) return recordings;
  }
}

const noRecordings: ReadonlyMap<string, number> = new Map();

function startsByCamera(recordings: readonly Recording[]): ReadonlyMap<string, number> {
  return new Map(
    recordings.flatMap(({ camera_id, start_time }) =>
      camera_id === null ? [] : [[camera_id, parseTime(start_time)]],
    ),
  );
}
