import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Recording } from '@/lib/recording';
import { recordingKeys, type RecordingPage, type RecordingQuery } from './recording-cache';

const pageSize = 200;

/** Recordings, newest first, page by page. */
export function useRecordings(query: RecordingQuery) {
  return useInfiniteQuery({
    queryKey: recordingKeys.list(query),
    queryFn: async ({ pageParam, signal }): Promise<RecordingPage> => {
      const page = { ...query, limit: pageSize, offset: pageParam };
      const { recordings } = await api.get<{ recordings: Recording[] }>('/recordings/', {
        query: page,
        signal,
      });
      return { recordings, more: recordings.length === pageSize };
    },
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.more ? pages.reduce((count, page) => count + page.recordings.length, 0) : undefined,
  });
}
