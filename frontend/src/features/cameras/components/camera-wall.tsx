import { useEffect } from 'react';
import { Link } from '@tanstack/react-router';
import { Maximize, Minimize, X } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import type { Camera } from '@/lib/camera';
import { cn } from '@/lib/cn';
import { useIdle } from '@/lib/hooks/use-idle';
import { useWakeLock } from '@/lib/hooks/use-wake-lock';
import { useWindowSize } from '@/lib/hooks/use-window-size';
import { cameraTexts as t } from '@/texts/cameras';
import { useFullScreen } from '../hooks/use-full-screen';
import { wallColumns } from '../wall/wall-columns';
import { CameraPicture } from './camera-picture';
import { RecordingBadge } from './recording-badge';
import { StatusBadge } from './status-badge';

interface CameraWallProps {
  cameras: readonly Camera[];
  recordingSince: ReadonlyMap<string, number>;
  onLeave: () => void;
}

/** All pictures at once and nothing else, as large as they fit: for a screen on the wall. */
export function CameraWall({ cameras, recordingSince, onLeave }: CameraWallProps) {
  const { width, height } = useWindowSize();
  const quiet = useIdle(true);
  const fullScreen = useFullScreen();
  useWakeLock();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && !fullScreen.active && onLeave();
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [fullScreen.active, onLeave]);

  const columns = wallColumns(cameras.length, width, height);
  return (
    <div data-theme="dark" className={cn('fixed inset-0 z-30 bg-black text-ink', quiet && 'cursor-none')}>
      <ul
        className="grid size-full auto-rows-fr gap-0.5"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      >
        {cameras.map((camera) => (
          <WallPicture key={camera.id} camera={camera} recordingSince={recordingSince.get(camera.id)} />
        ))}
      </ul>
      <div
        className={cn(
          'absolute top-3 right-3 flex rounded-lg bg-black/70 p-1 transition-opacity',
          quiet && 'opacity-0 focus-within:opacity-100',
        )}
      >
        <IconButton
          icon={fullScreen.active ? Minimize : Maximize}
          label={fullScreen.active ? t.leaveFullScreen : t.fullScreen}
          onClick={fullScreen.toggle}
        />
        <IconButton icon={X} label={t.leaveWall} onClick={onLeave} />
      </div>
    </div>
  );
}

function WallPicture({ camera, recordingSince }: { camera: Camera; recordingSince: number | undefined }) {
  return (
    <li className="group/card relative min-h-0 overflow-hidden">
      <CameraPicture camera={camera} />
      <Link
        to="/cameras/$cameraId"
        params={{ cameraId: camera.id }}
        className="absolute bottom-1.5 left-1.5 max-w-[calc(100%-0.75rem)] truncate rounded bg-black/70 px-1.5 py-0.5 text-xs font-medium text-white outline-offset-0 group-hover/card:underline"
      >
        {camera.name}
      </Link>
      <div className="absolute top-1.5 left-1.5 flex gap-1.5">
        {/* A picture that moves says itself that it is live. */}
        {camera.status !== 'running' && <StatusBadge status={camera.status} />}
        {recordingSince !== undefined && <RecordingBadge since={recordingSince} />}
      </div>
    </li>
  );
}
