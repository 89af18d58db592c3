import { useState } from 'react';
import { Camera as CameraIcon, Maximize, Minimize } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/input';
import type { Camera, StreamKind } from '@/lib/camera';
import { cn } from '@/lib/cn';
import { useIdle } from '@/lib/hooks/use-idle';
import { cameraTexts as t } from '@/texts/cameras';
import { useSaveSnapshot } from '../api/save-snapshot';
import { useFullScreen } from '../hooks/use-full-screen';
import type { LiveView } from '../hooks/use-live-view';
import { CameraControls } from './camera-controls';
import { CameraFacts } from './camera-facts';
import { CameraPicture } from './camera-picture';
import { PtzControls } from './ptz-controls';
import { RecordingBadge } from './recording-badge';
import { RtspAddress } from './rtsp-address';
import { StatusBadge } from './status-badge';
import { StreamLinkForm } from './stream-link-form';

interface CameraPreviewProps {
  camera: Camera;
  recordingSince: number | undefined;
}

/** One camera at full size, with what can be done with it and what it is. */
export function CameraPreview({ camera, recordingSince }: CameraPreviewProps) {
  const [view, setView] = useState<LiveView | null>(null);
  const [stream, setStream] = useState<StreamKind>('main');
  const fullScreen = useFullScreen();
  // Who only watches sees nothing but the picture.
  const quiet = useIdle(fullScreen.active);
  const live = camera.status === 'running';

  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
      <div
        // Over the picture, controls are light on dark in both themes.
        data-theme={fullScreen.active ? 'dark' : undefined}
        className={cn(
          fullScreen.active
            ? 'fixed inset-0 z-30 bg-black text-ink'
            : 'overflow-hidden rounded-2xl border bg-surface',
          quiet && 'cursor-none',
        )}
      >
        <div
          className={cn(
            'relative w-full bg-black',
            fullScreen.active ? 'h-full' : 'aspect-video max-h-[80dvh]',
          )}
        >
          <CameraPicture camera={camera} stream={stream} controls={!quiet} onView={setView} />
          <div className={cn('absolute top-3 left-3 flex gap-2', quiet && 'invisible')}>
            <StatusBadge status={camera.status} />
            {recordingSince !== undefined && <RecordingBadge since={recordingSince} />}
          </div>
        </div>
        <div
          className={cn(
            'flex flex-wrap items-center gap-2 p-3',
            fullScreen.active &&
              'absolute inset-x-0 bottom-0 bg-linear-to-t from-black/90 to-transparent pt-12 transition-opacity',
            quiet && 'opacity-0 focus-within:opacity-100',
          )}
        >
          <FullScreenButton {...fullScreen} />
          <SnapshotButton camera={camera} disabled={!live} />
          {camera.live_source_url && <StreamSelect value={stream} onChange={setStream} />}
          <div className="ml-auto">
            <CameraControls camera={camera} recording={recordingSince !== undefined} />
          </div>
        </div>
      </div>
      <div className="space-y-4">
        <PtzControls camera={camera} />
        <CameraFacts camera={camera} view={live ? view : null} />
        <StreamLinkForm camera={camera} />
        <RtspAddress camera={camera} />
      </div>
    </div>
  );
}

function FullScreenButton({ active, toggle }: ReturnType<typeof useFullScreen>) {
  const Icon = active ? Minimize : Maximize;
  return (
    <Button onClick={toggle}>
      <Icon className="size-4" aria-hidden />
      <span className="max-sm:sr-only">{active ? t.leaveFullScreen : t.fullScreen}</span>
    </Button>
  );
}

function StreamSelect({ value, onChange }: { value: StreamKind; onChange: (stream: StreamKind) => void }) {
  return (
    <Select
      aria-label={t.stream.label}
      className="w-auto"
      value={value}
      onChange={(event) => onChange(event.target.value === 'sub' ? 'sub' : 'main')}
    >
      <option value="main">{t.stream.main}</option>
      <option value="sub">{t.stream.sub}</option>
    </Select>
  );
}

function SnapshotButton({ camera, disabled }: { camera: Camera; disabled: boolean }) {
  const snapshot = useSaveSnapshot();
  return (
    <Button
      disabled={disabled}
      busy={snapshot.isPending}
      onClick={() => snapshot.mutate(camera, { onSuccess: () => toast.success(t.toast.snapshot) })}
    >
      {!snapshot.isPending && <CameraIcon className="size-4" aria-hidden />}
      <span className="max-sm:sr-only">{t.snapshot}</span>
    </Button>
  );
}
