import { CircleAlert, LoaderCircle, PowerOff, Trash2, type LucideIcon } from 'lucide-react';
import type { Camera, CameraStatus, StreamKind } from '@/lib/camera';
import { cn } from '@/lib/cn';
import { cameraTexts as t } from '@/texts/cameras';
import type { LiveView } from '../hooks/use-live-view';
import { LivePicture } from './live-picture';

type IdleStatus = Exclude<CameraStatus, 'running'>;

const idle: Record<IdleStatus, { icon: LucideIcon; hint: string; spin?: boolean }> = {
  creating: { icon: LoaderCircle, hint: t.startingHint, spin: true },
  pending: { icon: LoaderCircle, hint: t.startingHint, spin: true },
  stopped: { icon: PowerOff, hint: t.stoppedHint },
  error: { icon: CircleAlert, hint: t.errorHint },
  deleting: { icon: Trash2, hint: t.deletingHint },
};

interface CameraPictureProps {
  camera: Camera;
  /** The small stream, if the camera has one, unless the large one is asked for. */
  stream?: StreamKind;
  /** Shows the controls of sound and of the picture in a window of its own. */
  controls?: boolean;
  onView?: (view: LiveView) => void;
}

/** The live picture of a running camera; of any other the reason why there is none. */
export function CameraPicture({ camera, stream = 'sub', controls, onView }: CameraPictureProps) {
  if (camera.status === 'running')
    return (
      <LivePicture
        cameraId={camera.id}
        name={camera.name}
        stream={camera.live_source_url ? stream : 'main'}
        controls={controls}
        onView={onView}
      />
    );

  const { icon: Icon, hint, spin = false } = idle[camera.status];
  const text = camera.status === 'error' ? (camera.metadata.error ?? hint) : hint;
  return (
    <div className="flex size-full flex-col items-center justify-center gap-2 bg-neutral-900 px-6 text-center text-sm text-neutral-200">
      <Icon
        className={cn('size-7', spin && 'animate-spin', camera.status === 'error' && 'text-red-300')}
        aria-hidden
      />
      <p className="line-clamp-4 break-words">{text}</p>
    </div>
  );
}
