import { useEffect, useRef } from 'react';
import { CalendarClock, SearchX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useOnScreen } from '@/lib/hooks/use-on-screen';
import { eventTexts as t } from '@/texts/events';
import { sharedTexts } from '@/texts/shared';
import { useEvents } from '../api/get-events';
import type { EventFilter } from '../event-filter';
import { EventFilters } from './event-filters';
import { EventRow } from './event-row';

interface EventsViewProps {
  filter: EventFilter;
  onFilter: (filter: EventFilter) => void;
  cameras: readonly { id: string; name: string }[];
  cameraNames: ReadonlyMap<string, string>;
  onOpen: (eventId: number) => void;
}

/** What happened, newest first; older events follow when the end of the list is reached. */
export function EventsView({ filter, onFilter, cameras, cameraNames, onOpen }: EventsViewProps) {
  const list = useEvents(filter);
  const events = list.data?.pages.flatMap((page) => page.events) ?? [];
  const filtered = (filter.camera ?? filter.show ?? filter.day) !== undefined;
  return (
    <div className="space-y-4">
      <EventFilters filter={filter} cameras={cameras} onChange={onFilter} />
      {list.isPending && (
        <div role="status" aria-label={sharedTexts.loading}>
          <Skeleton className="h-96 rounded-2xl" />
        </div>
      )}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && events.length === 0 && (
        <EmptyState
          icon={filtered ? SearchX : CalendarClock}
          title={filtered ? t.noMatchTitle : t.emptyTitle}
          actions={filtered && <Button onClick={() => onFilter({})}>{t.clearFilters}</Button>}
        >
          {filtered ? t.noMatch : t.empty}
        </EmptyState>
      )}
      {events.length > 0 && (
        <ul aria-label={t.title} className="overflow-hidden rounded-2xl border bg-surface">
          {events.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              cameraName={cameraNames.get(event.camera_id ?? '')}
              onOpen={() => onOpen(event.id)}
            />
          ))}
        </ul>
      )}
      <OlderEvents list={list} />
    </div>
  );
}

function OlderEvents({ list }: { list: ReturnType<typeof useEvents> }) {
  const end = useRef<HTMLDivElement>(null);
  const endOnScreen = useOnScreen(end, '400px');
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;

  useEffect(() => {
    if (endOnScreen && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [endOnScreen, hasNextPage, isFetching, isError, fetchNextPage]);

  return (
    <div ref={end} className="flex justify-center">
      {hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t.loadOlder}
        </Button>
      )}
    </div>
  );
}
