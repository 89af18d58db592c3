import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, CameraOff, Clapperboard, History } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useCamera } from '@/features/cameras/api/get-camera';
import { CameraEvents } from '@/features/cameras/components/camera-events';
import { CameraPreview } from '@/features/cameras/components/camera-preview';
import { RecordingPlan } from '@/features/cameras/components/recording-plan';
import { MotionSettings } from '@/features/motion/components/motion-settings';
import { useRecordingSince } from '@/features/recordings/api/get-active-recordings';
import { useMay } from '@/lib/hooks/use-role';
import { ApiError } from '@/lib/problem';
import { cameraTexts as t } from '@/texts/cameras';
import { playbackTexts } from '@/texts/playback';
import { PageHeading } from '../layout/page-heading';

const route = getRouteApi('/cameras/$cameraId');

export function CameraPage() {
  const { cameraId } = route.useParams();
  const { data: camera, error, refetch } = useCamera(cameraId);
  const mayChange = useMay('operator');
  const recordingSince = useRecordingSince();
  const gone = error instanceof ApiError && error.status === 404;

  return (
    <>
      <Link to="/cameras" className="mb-2 inline-flex items-center gap-1.5 text-sm text-muted hover:text-ink">
        <ArrowLeft className="size-4" aria-hidden />
        {t.back}
      </Link>
      <PageHeading title={gone ? t.notFoundTitle : (camera?.name ?? t.title)}>
        {camera && !gone && (
          <Link to="/cameras/$cameraId/playback" params={{ cameraId }} className={buttonClass()}>
            <History className="size-4" aria-hidden />
            <span className="max-sm:sr-only">{playbackTexts.open}</span>
          </Link>
        )}
        {camera && !gone && (
          <Link to="/recordings" search={{ camera: cameraId }} className={buttonClass()}>
            <Clapperboard className="size-4" aria-hidden />
            <span className="max-sm:sr-only">{t.recordings}</span>
          </Link>
        )}
      </PageHeading>
      {gone && (
        <EmptyState
          icon={CameraOff}
          title={t.notFoundTitle}
          actions={
            <Link to="/cameras" className={buttonClass('primary')}>
              {t.back}
            </Link>
          }
        >
          {t.notFound}
        </EmptyState>
      )}
      {error && !gone && !camera && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!camera && !error && <Skeleton className="aspect-video rounded-2xl" />}
      {camera && !gone && <CameraPreview camera={camera} recordingSince={recordingSince.get(cameraId)} />}
      {mayChange && camera?.motion && !gone && camera.protocol !== 'usb' && (
        <MotionSettings key={camera.id} camera={camera} motion={camera.motion} />
      )}
      {mayChange && camera?.camera_events && !gone && camera.protocol === 'onvif' && (
        <CameraEvents camera={camera} />
      )}
      {mayChange && camera && !gone && (
        <div className="mt-4">
          <RecordingPlan camera={camera} />
        </div>
      )}
    </>
  );
}
