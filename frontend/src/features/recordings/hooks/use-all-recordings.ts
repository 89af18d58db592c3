import { useEffect, useMemo } from 'react';
import { useRecordings } from '../api/get-recordings';
import { recordingsOf, type RecordingQuery } from '../api/recording-cache';

/** All recordings of a query that is bounded in time, such as those of a day; `complete` once they are all there. */
export function useAllRecordings(query: RecordingQuery) {
  const { data, hasNextPage, isPending, isFetchingNextPage, isError, fetchNextPage } = useRecordings(query);
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);

  const recordings = useMemo(() => recordingsOf(data), [data]);
  return { recordings, complete: !isPending && !hasNextPage };
}
