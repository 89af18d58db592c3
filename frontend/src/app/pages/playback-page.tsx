import { useState } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, Clapperboard, Grid2x2Plus, Radio } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useCamera } from '@/features/cameras/api/get-camera';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { ExportDialog } from '@/features/exports/components/export-dialog';
import { DayPicker } from '@/features/playback/components/day-picker';
import { PlaybackView } from '@/features/playback/components/playback-view';
import { defaultStart, exportMargin } from '@/features/playback/defaults';
import { ApiError } from '@/lib/problem';
import { dayBounds, dayOf, parseTime } from '@/lib/time';
import { cameraTexts } from '@/texts/cameras';
import { playbackTexts as t } from '@/texts/playback';
import { PageHeading } from '../layout/page-heading';

const route = getRouteApi('/cameras/$cameraId/playback');

export function PlaybackPage() {
  const { cameraId } = route.useParams();
  const { at } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: camera, error, refetch } = useCamera(cameraId);
  const startAt = at === undefined ? defaultStart() : parseTime(at);
  const day = dayOf(startAt);
  const { data: cameras = [] } = useCameras();
  const [exportAt, setExportAt] = useState<number | null>(null);
  const goTo = (moment: number) =>
    void navigate({ search: { at: new Date(moment).toISOString() }, resetScroll: false });
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
        <DayPicker day={day} onDay={(next) => goTo(dayBounds(next).start)} />
        <Link to="/playback" search={{ cameras: cameraId, at }} className={buttonClass()}>
          <Grid2x2Plus className="size-4" aria-hidden />
          <span className="max-sm:sr-only">{t.withOthers}</span>
        </Link>
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
          cameraIds={[cameraId]}
          from={exportAt - exportMargin}
          to={exportAt + exportMargin}
          onClose={() => setExportAt(null)}
          onCreated={() => void navigate({ to: '/exports' })}
        />
      )}
    </>
  );
}
