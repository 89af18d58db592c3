import { useState } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { Clapperboard, Grid2x2Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { ExportDialog } from '@/features/exports/components/export-dialog';
import { CameraChoice, mostCameras } from '@/features/playback/components/camera-choice';
import { DayPicker } from '@/features/playback/components/day-picker';
import { SynchronizedView } from '@/features/playback/components/synchronized-view';
import { defaultStart, exportMargin } from '@/features/playback/defaults';
import { dayBounds, dayOf, parseTime } from '@/lib/time';
import { playbackTexts as t } from '@/texts/playback';
import { PageHeading } from '../layout/page-heading';

const route = getRouteApi('/playback');

/** Up to nine cameras at the same moment. */
export function SynchronizedPlaybackPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: known, error, refetch } = useCameras();
  const [choosing, setChoosing] = useState(false);
  const [exportAt, setExportAt] = useState<number | null>(null);
  const ids = (search.cameras ?? '').split(',').slice(0, mostCameras);
  const cameras = ids.flatMap((id) => known?.find((camera) => camera.id === id) ?? []);
  const startAt = search.at === undefined ? defaultStart() : parseTime(search.at);
  const goTo = (chosen: readonly string[], moment: number) =>
    void navigate({
      search: { cameras: chosen.join(','), at: new Date(moment).toISOString() },
      resetScroll: false,
    });

  return (
    <>
      <PageHeading title={t.together}>
        <DayPicker day={dayOf(startAt)} onDay={(day) => goTo(ids, dayBounds(day).start)} />
        <Button onClick={() => setChoosing(true)}>
          <Grid2x2Plus className="size-4" aria-hidden />
          {t.chooseCameras}
        </Button>
      </PageHeading>
      {error && !known && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!known && !error && <Skeleton className="aspect-video rounded-2xl" />}
      {known && cameras.length === 0 && (
        <EmptyState icon={Clapperboard} title={t.noCamerasChosen} actions={null}>
          {t.chooseUpTo(mostCameras)}
        </EmptyState>
      )}
      {cameras.length > 0 && (
        <SynchronizedView
          key={startAt}
          cameras={cameras}
          startAt={startAt}
          onRemove={(id) =>
            void navigate({
              search: (before) => ({ ...before, cameras: ids.filter((each) => each !== id).join(',') }),
              resetScroll: false,
            })
          }
          linkTo={(moment) => {
            const url = new URL(window.location.href);
            url.searchParams.set('at', new Date(moment).toISOString());
            return url.href;
          }}
          onExport={setExportAt}
          onLive={() => void navigate({ to: '/cameras' })}
        />
      )}
      {choosing && known && (
        <CameraChoice
          cameras={known}
          chosen={cameras.map(({ id }) => id)}
          onChoose={(chosen) => {
            setChoosing(false);
            void navigate({
              search: (before) => ({ ...before, cameras: chosen.join(',') }),
              resetScroll: false,
            });
          }}
          onClose={() => setChoosing(false)}
        />
      )}
      {known && exportAt !== null && (
        <ExportDialog
          cameras={known}
          cameraIds={cameras.map(({ id }) => id)}
          from={exportAt - exportMargin}
          to={exportAt + exportMargin}
          onClose={() => setExportAt(null)}
          onCreated={() => void navigate({ to: '/exports' })}
        />
      )}
    </>
  );
}
