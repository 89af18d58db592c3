import { useEffect, useMemo } from 'react';
import type { Recording } from '@/lib/recording';
import { dayBounds, parseTime } from '@/lib/time';
import { useRecordings } from '../api/get-recordings';
import type { RecordingQuery } from '../api/recording-cache';
import { spanOf } from '../timeline/day-coverage';

const longestFilmMs = 24 * 3_600_000;

/** The recordings of the query and, of these, the ones with footage on a day; fetches pages until that day is reached. */
export function useDayRecordings(query: RecordingQuery, day: string, reachDay: boolean) {
  const list = useRecordings(query);
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list;
  const { start, end } = dayBounds(day);

  const all = useMemo(() => uniqueById(data?.pages.flatMap((page) => page.recordings) ?? []), [data]);
  const ofDay = useMemo(
    () =>
      all.filter((recording) => {
        const span = spanOf(recording, Number.POSITIVE_INFINITY);
        return span.start < end && span.end >= start;
      }),
    [all, start, end],
  );

  const oldest = all.at(-1);
  const dayReached =
    !hasNextPage || (oldest !== undefined && parseTime(oldest.start_time) < start - longestFilmMs);
  useEffect(() => {
    if (reachDay && !dayReached && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [reachDay, dayReached, isFetchingNextPage, isError, fetchNextPage]);

  return { list, all, ofDay, dayReached };
}

/** A recording that came while pages were fetched can be on two of them. */
function uniqueById(recordings: readonly Recording[]): Recording[] {
  return [...new Map(recordings.map((recording) => [recording.id, recording])).values()];
}
