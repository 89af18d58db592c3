import { useState } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, ChevronLeft, ChevronRight, Clapperboard, Radio } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNotice } from '@/components/ui/error-notice';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import { useCamera } from '@/features/cameras/api/get-camera';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { ExportDialog } from '@/features/exports/components/export-dialog';
import { PlaybackView } from '@/features/playback/components/playback-view';
import { useToday } from '@/lib/hooks/use-today';
import { ApiError } from '@/lib/problem';
import { addDays, dayBounds, dayOf, parseTime } from '@/lib/time';
import { cameraTexts } from '@/texts/cameras';
import { playbackTexts as t } from '@/texts/playback';
import { PageHeading } from '../layout/page-heading';

const route = getRouteApi('/cameras/$cameraId/playback');

/** Without a moment the last minutes play. */
const defaultBack = 5 * 60_000;
/** What is exported around a moment unless one chooses. */
const exportMargin = 30_000;
let openedAt = 0;

export function PlaybackPage() {
  const { cameraId } = route.useParams();
  const { at } = route.useSearch();
  const navigate = route.useNavigate();
  const today = useToday();
  const { data: camera, error, refetch } = useCamera(cameraId);
  const startAt = at === undefined ? defaultStart() : parseTime(at);
  const day = dayOf(startAt);
  const { data: cameras = [] } = useCameras();
  const [exportAt, setExportAt] = useState<number | null>(null);
  const goTo = (moment: number) =>
    void navigate({ search: { at: new Date(moment).toISOString() }, resetScroll: false });
  const toDay = (next: string) => next && goTo(dayBounds(next).start);
  const gone = error instanceof ApiError && error.status === 404;

  if (gone)
    return (
      <EmptyState
        icon={Clapperboard}
        title={cameraTexts.notFoundTitle}
        actions={
          <Link to="/cameras" className={buttonClass('primary')}>
            {cameraTexts.back}
          </Link>
        }
      >
        {cameraTexts.notFound}
      </EmptyState>
    );
  return (
    <>
      <Link
        to="/cameras/$cameraId"
        params={{ cameraId }}
        className="mb-2 inline-flex items-center gap-1.5 text-sm text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden />
        {t.back}
      </Link>
      <PageHeading title={t.title(camera?.name ?? '')}>
        <div className="flex items-center gap-1">
          <IconButton icon={ChevronLeft} label={t.previousDay} onClick={() => toDay(addDays(day, -1))} />
          <Input
            type="date"
            aria-label={t.day}
            className="w-40"
            value={day}
            max={today}
            onChange={(event) => toDay(event.target.value)}
          />
          <IconButton
            icon={ChevronRight}
            label={t.nextDay}
            disabled={day >= today}
            onClick={() => toDay(addDays(day, 1))}
          />
        </div>
        <Link to="/recordings" search={{ camera: cameraId, day }} className={buttonClass()}>
          <Clapperboard className="size-4" aria-hidden />
          <span className="max-sm:sr-only">{t.recordings}</span>
        </Link>
        <Link to="/cameras/$cameraId" params={{ cameraId }} className={buttonClass()}>
          <Radio className="size-4" aria-hidden />
          <span className="max-sm:sr-only">{t.live}</span>
        </Link>
      </PageHeading>
      {error && !camera && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!camera && !error && <Skeleton className="aspect-video rounded-2xl" />}
      {camera && (
        <PlaybackView
          key={`${cameraId} ${startAt}`}
          cameraId={cameraId}
          cameraName={camera.name}
          startAt={startAt}
          linkTo={(moment) => {
            const url = new URL(window.location.href);
            url.search = `?at=${new Date(moment).toISOString()}`;
            return url.href;
          }}
          onExport={setExportAt}
          onLive={() => void navigate({ to: '/cameras/$cameraId', params: { cameraId } })}
        />
      )}
      {camera && exportAt !== null && (
        <ExportDialog
          cameras={cameras}
          cameraId={cameraId}
          from={exportAt - exportMargin}
          to={exportAt + exportMargin}
          onClose={() => setExportAt(null)}
          onCreated={() => void navigate({ to: '/exports' })}
        />
      )}
    </>
  );
}

/** The same as long as the page is open: it must not begin again with each rendering. */
function defaultStart(): number {
  if (Date.now() - openedAt > 2 * defaultBack) openedAt = Date.now();
  return openedAt - defaultBack;
}
