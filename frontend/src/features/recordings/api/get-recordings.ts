import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Recording } from '@/lib/recording';
import { recordingKeys, type RecordingPage, type RecordingQuery } from './recording-cache';

const pageSize = 200;
/** The server's limit: a day is wanted whole. */
const pageSizeOfDay = 1000;

/** Recordings, newest first, page by page. */
export function useRecordings(query: RecordingQuery) {
  const limit = query.from === undefined ? pageSize : pageSizeOfDay;
  return useInfiniteQuery({
    queryKey: recordingKeys.list(query),
    queryFn: async ({ pageParam, signal }): Promise<RecordingPage> => {
      const { recordings, count } = await api.get<{ recordings: Recording[]; count: number }>(
        '/recordings/',
        {
          query: { ...query, limit, offset: pageParam },
          signal,
        },
      );
      return { recordings, total: count };
    },
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((count, page) => count + page.recordings.length, 0);
      return last.recordings.length > 0 && loaded < last.total ? loaded : undefined;
    },
  });
}
