import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { LoggedEvent } from '@/lib/event';
import { queryKeys } from '@/lib/query-keys';
import type { Recording } from '@/lib/recording';
import { parseTime } from '@/lib/time';

/** Playing begins a little before the event. */
const leadSeconds = 5;

interface Moment {
  recordingId: string;
  /** Where to begin, in seconds of the recording. */
  at: number;
}

/** The recording that shows an event; null when there is none. */
export function useMoment(event: LoggedEvent) {
  const { camera_id, time } = event;
  return useQuery({
    queryKey: [...queryKeys.recordings, 'moment', event.id],
    queryFn: async ({ signal }): Promise<Moment | null> => {
      const moment = parseTime(time);
      const { recordings } = await api.get<{ recordings: Recording[] }>('/recordings/', {
        query: {
          camera_id: camera_id ?? undefined,
          from: new Date(moment - leadSeconds * 1000).toISOString(),
          to: new Date(moment + leadSeconds * 1000).toISOString(),
          limit: 2,
        },
        signal,
      });
      const shown = recordings.find(({ start_time }) => parseTime(start_time) <= moment) ?? recordings[0];
      if (!shown) return null;
      const at = Math.floor((moment - parseTime(shown.start_time)) / 1000) - leadSeconds;
      return { recordingId: shown.id, at: Math.max(0, at) };
    },
    enabled: camera_id !== null,
  });
}
