import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Recording } from '@/lib/recording';
import { parseTime } from '@/lib/time';
import { recordingKeys } from './recording-cache';

/** When the recording that is going on began, in milliseconds, by camera id. */
export function useRecordingSince(): ReadonlyMap<string, number> {
  const { data = noRecordings } = useQuery({
    queryKey: recordingKeys.active,
    queryFn: async ({ signal }) => {
      const query = { status: 'recording', limit: 500 };
      return (await api.get<{ recordings: Recording[] }>('/recordings/', { query, signal })).recordings;
    },
    select: startsByCamera,
  });
  return data;
}

const noRecordings: ReadonlyMap<string, number> = new Map();

function startsByCamera(recordings: readonly Recording[]): ReadonlyMap<string, number> {
  return new Map(
    recordings.flatMap(({ camera_id, start_time }) =>
      camera_id === null ? [] : [[camera_id, parseTime(start_time)]],
    ),
  );
}
