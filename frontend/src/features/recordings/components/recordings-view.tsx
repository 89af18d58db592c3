import { useMemo, useState, type ReactNode } from 'react';
import { Clapperboard, SearchX } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useToday } from '@/lib/hooks/use-today';
import { dayBounds } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import { sharedTexts } from '@/texts/shared';
import { useDeleteRecordings } from '../api/delete-recordings';
import { useRecordings } from '../api/get-recordings';
import { useProtectRecordings } from '../api/protect-recordings';
import { mergeRecordings, recordingsOf } from '../api/recording-cache';
import { useAllRecordings } from '../hooks/use-all-recordings';
import { useSelection } from '../hooks/use-selection';
import type { RecordingFilter } from '../recording-filter';
import { DayTimeline } from './day-timeline';
import { LoadOlder } from './load-older';
import { RecordingFilters } from './recording-filters';
import { RecordingList } from './recording-list';
import { RecordingPlayer } from './recording-player';
import { SelectionBar } from './selection-bar';

interface Playing {
  id: string;
  /** Where to begin, in seconds. */
  startAt?: number;
}

interface RecordingsViewProps {
  filter: RecordingFilter;
  onFilter: (filter: RecordingFilter) => void;
  cameras: readonly { id: string; name: string; recording_mode?: string }[];
  /** The recording that plays, and from which second. */
  playing: Playing | null;
  onPlay: (playing: Playing | null) => void;
  /** What a newcomer without recordings can do. */
  emptyAction: ReactNode;
}

/** Everything recorded: filters, the day at a glance, the recordings by camera, and the player. */
export function RecordingsView({
  filter,
  onFilter,
  cameras,
  playing,
  onPlay,
  emptyAction,
}: RecordingsViewProps) {
  const today = useToday();
  const day = filter.day ?? today;
  const query = { camera_id: filter.camera, status: filter.status, event_kind: filter.event };
  const dayQuery = { ...query, ...isoBounds(day) };
  const ofDay = useAllRecordings(dayQuery);
  const list = useRecordings(filter.day === undefined ? query : dayQuery);
  const shown = useMemo(() => recordingsOf(list.data), [list.data]);
  const onEvents = useMemo(
    () => new Set(cameras.filter((camera) => camera.recording_mode === 'events').map(({ id }) => id)),
    [cameras],
  );
  const selection = useSelection();
  const [toDelete, setToDelete] = useState<readonly string[] | null>(null);
  const remove = useDeleteRecordings();
  const protect = useProtectRecordings();

  const filtered = (filter.camera ?? filter.status ?? filter.event ?? filter.day) !== undefined;
  // What is played from the timeline need not be in the list's first pages.
  const playable = useMemo(() => mergeRecordings(shown, ofDay.recordings), [shown, ofDay.recordings]);
  const play = (id: string, startAt?: number) => onPlay({ id, startAt });

  const confirmDelete = () => {
    if (!toDelete) return;
    remove.mutate(toDelete, {
      onSuccess: ({ changed, failed, reason }) => {
        if (changed.length > 0) toast.success(t.deleted(changed.length));
        if (failed > 0) toast.error(t.notDeleted(failed, reason));
        selection.set(changed, false);
        if (playing && changed.includes(playing.id)) onPlay(null);
      },
      onSettled: () => setToDelete(null),
    });
  };

  const protectSelected = (isProtected: boolean) =>
    protect.mutate(
      { ids: [...selection.ids], isProtected },
      {
        onSuccess: ({ changed, failed, reason }) => {
          const { length } = changed;
          if (length > 0)
            toast.success(isProtected ? t.protectedSelected(length) : t.unprotectedSelected(length));
          if (failed > 0) toast.error(t.notChanged(failed, reason));
          selection.set(changed, false);
        },
      },
    );

  return (
    <div className="space-y-4">
      <RecordingFilters filter={filter} cameras={cameras} onChange={onFilter} />
      {list.isPending && <RecordingsSkeleton />}
      {list.isError && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (shown.length > 0 || filtered) && (
        <DayTimeline
          day={day}
          recordings={ofDay.recordings}
          loading={!ofDay.complete}
          onEvents={onEvents}
          onPlay={play}
        />
      )}
      {list.isSuccess && shown.length === 0 && (
        <NoRecordings filtered={filtered} onClear={() => onFilter({})} emptyAction={emptyAction} />
      )}
      {shown.length > 0 && (
        <RecordingList
          recordings={shown}
          complete={!list.hasNextPage}
          selection={selection}
          onPlay={play}
          onDelete={(id) => setToDelete([id])}
        />
      )}
      <LoadOlder list={list} shown={shown.length} automatic={filter.camera !== undefined} />
      {selection.ids.size > 0 && (
        <SelectionBar
          count={selection.ids.size}
          busy={protect.isPending}
          onClear={selection.clear}
          onProtect={protectSelected}
          onDelete={() => setToDelete([...selection.ids])}
        />
      )}
      {playing && (
        <RecordingPlayer
          recordingId={playing.id}
          startAt={playing.startAt}
          neighbours={playable}
          onPlay={play}
          onDelete={(id) => setToDelete([id])}
          onClose={() => onPlay(null)}
        />
      )}
      <ConfirmDialog
        open={toDelete !== null}
        onClose={() => setToDelete(null)}
        onConfirm={confirmDelete}
        title={t.deleteTitle(toDelete?.length ?? 0)}
        description={t.deleteText}
        confirmLabel={sharedTexts.delete}
        busy={remove.isPending}
      />
    </div>
  );
}

function isoBounds(day: string): { from: string; to: string } {
  const { start, end } = dayBounds(day);
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}

function RecordingsSkeleton() {
  return (
    <div className="space-y-4" role="status" aria-label={sharedTexts.loading}>
      <Skeleton className="h-44 rounded-2xl" />
      <Skeleton className="h-96 rounded-2xl" />
    </div>
  );
}

interface NoRecordingsProps {
  filtered: boolean;
  onClear: () => void;
  emptyAction: ReactNode;
}

function NoRecordings({ filtered, onClear, emptyAction }: NoRecordingsProps) {
  return filtered ? (
    <EmptyState
      icon={SearchX}
      title={t.noMatchTitle}
      actions={<Button onClick={onClear}>{t.clearFilters}</Button>}
    >
      {t.noMatch}
    </EmptyState>
  ) : (
    <EmptyState icon={Clapperboard} title={t.emptyTitle} actions={emptyAction}>
      {t.empty}
    </EmptyState>
  );
}
