import { useEffect, useState, type RefObject } from 'react';
import { webSocketUrl } from '@/lib/api-client';
import type { StreamKind } from '@/lib/camera';
import { initialView, LiveFeed, type LiveView } from '../live/live-feed';

export type { LiveView };

interface LiveElements {
  canvas: RefObject<HTMLCanvasElement | null>;
  video: RefObject<HTMLVideoElement | null>;
}

/** Shows a camera live in one of two elements while `watching`, and tells how that goes, once a second. */
export function useLiveView(
  cameraId: string,
  stream: StreamKind,
  { canvas, video }: LiveElements,
  watching: boolean,
): LiveView {
  const [view, setView] = useState(initialView);

  useEffect(() => {
    if (!watching || !canvas.current || !video.current) return;
    const feed = new LiveFeed({
      url: (query) => webSocketUrl(`/cameras/${cameraId}/live${withStream(query, stream)}`),
      canvas: canvas.current,
      video: video.current,
      onChange: setView,
    });
    feed.open();
    return () => feed.close();
  }, [cameraId, stream, canvas, video, watching]);

  return view;
}

function withStream(query: string, stream: StreamKind): string {
  return stream === 'main' ? query : `${query}${query ? '&' : '?'}stream=${stream}`;
}
