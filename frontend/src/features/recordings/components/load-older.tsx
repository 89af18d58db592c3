import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { useOnScreen } from '@/lib/hooks/use-on-screen';
import { recordingTexts as t } from '@/texts/recordings';
import type { useRecordings } from '../api/get-recordings';

interface LoadOlderProps {
  list: ReturnType<typeof useRecordings>;
  /** How many of the list are on the page. */
  shown: number;
  /** Fetch when the end of the list comes into view, not only when asked. */
  automatic: boolean;
}

export function LoadOlder({ list, shown, automatic }: LoadOlderProps) {
  const end = useRef<HTMLDivElement>(null);
  const endOnScreen = useOnScreen(end, '400px');
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;

  useEffect(() => {
    if (automatic && endOnScreen && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [automatic, endOnScreen, hasNextPage, isFetching, isError, fetchNextPage]);

  return (
    <div ref={end} className="flex flex-wrap items-center justify-center gap-x-4 gap-y-2">
      {hasNextPage && (
        <p className="text-sm text-muted tabular-nums">
          {t.shownOf(shown, list.data?.pages.at(-1)?.total ?? shown)}
        </p>
      )}
      {hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t.loadOlder}
        </Button>
      )}
    </div>
  );
}
