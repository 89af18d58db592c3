import { useEffect, useState, type RefObject } from 'react';
import { webSocketUrl } from '@/lib/api-client';
import { frameDecoders } from '../live/frame-decoders';
import { FrameMeter, type LiveFigures } from '../live/frame-meter';
import { LiveSocket } from '../live/live-socket';
import { NewestFrameQueue } from '../live/newest-frame-queue';
import { paint } from '../live/paint';

export interface LiveView {
  phase: 'connecting' | 'live' | 'stalled' | 'reconnecting';
  figures: LiveFigures;
  /** Size of the pictures; null before the first. */
  size: { width: number; height: number } | null;
}

const initialView: LiveView = { phase: 'connecting', figures: { fps: 0, latency: null }, size: null };
const stalledAfterMs = 5000;

/** Draws a camera's live pictures on a canvas while `watching`, and tells how that goes, once a second. */
export function useLiveView(
  cameraId: string,
  canvas: RefObject<HTMLCanvasElement | null>,
  watching: boolean,
): LiveView {
  const [view, setView] = useState(initialView);

  useEffect(() => {
    if (!watching) return;
    const meter = new FrameMeter();
    let shownAt: number | null = null;
    let lost = false;
    let size: LiveView['size'] = null;

    const report = () => {
      const now = Date.now();
      setView({ phase: phaseOf(now, shownAt, lost), figures: meter.read(now), size });
    };
    const queue = new NewestFrameQueue({
      decoders: frameDecoders,
      show: (bitmap, frame) => {
        if (canvas.current) paint(canvas.current, bitmap);
        const { width, height } = bitmap;
        const changed = lost || size?.width !== width || size.height !== height;
        shownAt = Date.now();
        lost = false;
        size = { width, height };
        meter.add(shownAt, frame.capturedAt);
        if (changed) report();
      },
    });
    const socket = new LiveSocket({
      url: webSocketUrl(`/cameras/${cameraId}/live`),
      onFrame: (frame) => queue.push(frame),
      onLost: () => {
        lost = true;
        report();
      },
    });
    const timer = setInterval(report, 1000);
    socket.open();

    return () => {
      clearInterval(timer);
      socket.close();
      queue.close();
    };
  }, [cameraId, canvas, watching]);

  return view;
}

function phaseOf(now: number, shownAt: number | null, lost: boolean): LiveView['phase'] {
  if (shownAt === null) return 'connecting';
  if (lost) return 'reconnecting';
  return now - shownAt > stalledAfterMs ? 'stalled' : 'live';
}
