import { useEffect, useRef, useState } from 'react';
import { LoaderCircle, Shrink, WifiOff } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import type { StreamKind } from '@/lib/camera';
import { cn } from '@/lib/cn';
import { formatLatency } from '@/lib/format';
import { useOnScreen } from '@/lib/hooks/use-on-screen';
import { usePageVisible } from '@/lib/hooks/use-page-visible';
import { cameraTexts as t } from '@/texts/cameras';
import { useDigitalZoom } from '../hooks/use-digital-zoom';
import { useLiveView, type LiveView } from '../hooks/use-live-view';
import { usePictureInPicture } from '../hooks/use-picture-in-picture';
import { SoundControls } from './sound-controls';

interface LivePictureProps {
  cameraId: string;
  name: string;
  stream: StreamKind;
  /** Shows the controls of sound and of the picture in a window of its own. */
  controls?: boolean;
  onView?: (view: LiveView) => void;
  className?: string;
}

/** The moving picture of a camera. Nothing is fetched while it is off the screen or the tab is hidden. */
export function LivePicture({
  cameraId,
  name,
  stream,
  controls = false,
  onView,
  className,
}: LivePictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [sound, setSound] = useState({ muted: true, volume: 1 });
  const onScreen = useOnScreen(frame);
  const pageVisible = usePageVisible();
  const inOwnWindow = usePictureInPicture(video);
  const view = useLiveView(cameraId, stream, { canvas, video }, (onScreen && pageVisible) || inOwnWindow);
  const byVideo = view.way === 'video';
  const { zoom, reset } = useDigitalZoom(frame, controls);
  const zoomed = zoom.scale > 1;

  useEffect(() => onView?.(view), [onView, view]);
  useEffect(() => {
    if (!video.current) return;
    video.current.muted = sound.muted;
    video.current.volume = sound.volume;
  }, [sound]);

  return (
    <div
      ref={frame}
      className={cn(
        'relative size-full bg-black',
        controls && 'overflow-hidden',
        controls && (zoomed ? 'cursor-grab touch-none' : 'touch-pan-y'),
        className,
      )}
      data-zoomed={zoomed || undefined}
      data-live-phase={view.phase}
      data-live-way={view.way ?? undefined}
      data-live-stream={stream}
    >
      <div
        role="img"
        aria-label={t.picture(name)}
        className={cn('size-full origin-top-left', view.phase !== 'live' && 'opacity-40')}
        style={
          zoomed
            ? { transform: `translate(${zoom.x * 100}%, ${zoom.y * 100}%) scale(${zoom.scale})` }
            : undefined
        }
      >
        <canvas ref={canvas} className={cn('size-full object-contain', byVideo && 'hidden')} />
        {/* Live video has no captions. */}
        <video
          ref={video}
          muted
          playsInline
          className={cn('size-full object-contain', !byVideo && 'hidden')}
        />
      </div>
      {view.phase === 'live' ? <Figures view={view} /> : <Interruption phase={view.phase} />}
      {zoomed && (
        <div data-theme="dark" className="absolute right-3 bottom-3 rounded-lg bg-black/70 p-1 text-ink">
          <IconButton icon={Shrink} label={t.wholePicture(zoom.scale)} onClick={reset} />
        </div>
      )}
      {controls && byVideo && (
        <SoundControls video={video} hasSound={view.hasSound} sound={sound} onSound={setSound} />
      )}
    </div>
  );
}

function Figures({ view: { figures } }: { view: LiveView }) {
  if (figures.fps === 0) return null;
  return (
    <p className="absolute top-2 right-2 rounded bg-black/70 px-1.5 py-0.5 text-xs text-white tabular-nums opacity-0 transition-opacity group-focus-within/card:opacity-100 group-hover/card:opacity-100">
      {t.fps(figures.fps)}
      {figures.latency !== null && ` · ${formatLatency(figures.latency)}`}
    </p>
  );
}

function Interruption({ phase }: { phase: 'connecting' | 'stalled' | 'reconnecting' }) {
  const Icon = phase === 'connecting' ? LoaderCircle : WifiOff;
  return (
    <p className="absolute inset-0 flex flex-col items-center justify-center gap-2 px-4 text-center text-sm text-white">
      <Icon className={cn('size-6', phase === 'connecting' && 'animate-spin')} aria-hidden />
      {t[phase]}
    </p>
  );
}
