import { useRef, useState } from 'react';
import { Camera as CameraIcon, Maximize, Minimize } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import type { Camera } from '@/lib/camera';
import { cameraTexts as t } from '@/texts/cameras';
import { useSaveSnapshot } from '../api/save-snapshot';
import { useFullScreen } from '../hooks/use-full-screen';
import type { LiveView } from '../hooks/use-live-view';
import { CameraControls } from './camera-controls';
import { CameraFacts } from './camera-facts';
import { CameraPicture } from './camera-picture';
import { RecordingBadge } from './recording-badge';
import { StatusBadge } from './status-badge';

interface CameraPreviewProps {
  camera: Camera;
  recordingSince: number | undefined;
}

/** One camera at full size, with what can be done with it and what it is. */
export function CameraPreview({ camera, recordingSince }: CameraPreviewProps) {
  const stage = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<LiveView | null>(null);
  const fullScreen = useFullScreen(stage);
  const snapshot = useSaveSnapshot();
  const live = camera.status === 'running';
  const FullScreenIcon = fullScreen.active ? Minimize : Maximize;

  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
      <div className="overflow-hidden rounded-2xl border bg-surface">
        <div ref={stage} className="group relative aspect-video max-h-[80dvh] w-full bg-black">
          <CameraPicture camera={camera} onView={setView} />
          <div className="absolute top-3 left-3 flex gap-2">
            <StatusBadge status={camera.status} />
            {recordingSince !== undefined && <RecordingBadge since={recordingSince} />}
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2 p-3">
          <Button onClick={fullScreen.toggle}>
            <FullScreenIcon className="size-4" aria-hidden />
            {fullScreen.active ? t.leaveFullScreen : t.fullScreen}
          </Button>
          <Button
            disabled={!live}
            busy={snapshot.isPending}
            onClick={() => snapshot.mutate(camera, { onSuccess: () => toast.success(t.toast.snapshot) })}
          >
            <CameraIcon className="size-4" aria-hidden />
            {t.snapshot}
          </Button>
          <div className="ml-auto">
            <CameraControls camera={camera} recording={recordingSince !== undefined} />
          </div>
        </div>
      </div>
      <CameraFacts camera={camera} view={live ? view : null} />
    </div>
  );
}
