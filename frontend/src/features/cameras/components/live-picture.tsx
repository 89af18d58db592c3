import { useEffect, useRef } from 'react';
import { LoaderCircle, WifiOff } from 'lucide-react';
import { cn } from '@/lib/cn';
import { formatLatency } from '@/lib/format';
import { useOnScreen } from '@/lib/hooks/use-on-screen';
import { usePageVisible } from '@/lib/hooks/use-page-visible';
import { cameraTexts as t } from '@/texts/cameras';
import { useLiveView, type LiveView } from '../hooks/use-live-view';

interface LivePictureProps {
  cameraId: string;
  name: string;
  onView?: (view: LiveView) => void;
  className?: string;
}

/** The moving picture of a camera. Nothing is fetched while it is off the screen or the tab is hidden. */
export function LivePicture({ cameraId, name, onView, className }: LivePictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const onScreen = useOnScreen(frame);
  const pageVisible = usePageVisible();
  const view = useLiveView(cameraId, canvas, onScreen && pageVisible);

  useEffect(() => onView?.(view), [onView, view]);

  return (
    <div ref={frame} className={cn('relative size-full bg-black', className)} data-live-phase={view.phase}>
      <div
        role="img"
        aria-label={t.picture(name)}
        className={cn('size-full', view.phase !== 'live' && 'opacity-40')}
      >
        <canvas ref={canvas} className="size-full object-contain" />
      </div>
      {view.phase === 'live' ? <Figures view={view} /> : <Interruption phase={view.phase} />}
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
