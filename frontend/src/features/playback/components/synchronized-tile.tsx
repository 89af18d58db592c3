import { useRef } from 'react';
import { X } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { playbackTexts as t } from '@/texts/playback';
import { useFollower, type FollowerState } from '../hooks/use-follower';
import { useZoom } from '../hooks/use-zoom';
import type { SharedClock } from '../player/shared-clock';
import type { Span } from '../timeline/timeline-view';

interface SynchronizedTileProps {
  cameraId: string;
  cameraName: string;
  day: Span;
  clock: SharedClock;
  muted: boolean;
  /** Missing for the last camera that is left. */
  onRemove?: () => void;
}

/** One of several cameras that play by one clock. */
export function SynchronizedTile({
  cameraId,
  cameraName,
  day,
  clock,
  muted,
  onRemove,
}: SynchronizedTileProps) {
  const video = useRef<HTMLVideoElement>(null);
  const state = useFollower(video, cameraId, day, clock);
  const zoom = useZoom();
  const text = textOf(state);
  return (
    // The wheel, dragging and the double click enlarge the picture, as they do where one camera plays.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className="relative aspect-video overflow-hidden rounded-xl bg-black"
      data-picture={state.kind}
      onPointerMove={zoom.handlers.onPointerMove}
      onWheel={zoom.handlers.onWheel}
      onDoubleClick={zoom.reset}
    >
      {/* A security camera's recording has no words to caption. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        ref={video}
        aria-label={t.video(cameraName)}
        className={`size-full ${state.kind === 'shown' || state.kind === 'loading' ? '' : 'invisible'}`}
        style={zoom.style}
        muted={muted}
        playsInline
      />
      <p className="absolute top-2 left-2 max-w-[70%] truncate rounded-md bg-black/60 px-2 py-1 text-sm text-white">
        {cameraName}
      </p>
      {text && (
        <p
          role={state.kind === 'loading' ? undefined : 'status'}
          className="absolute inset-x-0 top-1/2 -translate-y-1/2 px-4 text-center text-sm text-white/80"
        >
          {text}
        </p>
      )}
      {onRemove && (
        <IconButton
          icon={X}
          label={t.removeCamera(cameraName)}
          className="absolute top-1 right-1 bg-black/60 text-white"
          onClick={onRemove}
        />
      )}
    </li>
  );
}

function textOf(state: FollowerState): string | null {
  switch (state.kind) {
    case 'shown':
      return null;
    case 'loading':
      return t.loading;
    case 'nothing':
      return state.gap ? t.nothingThen(t.cause(state.gap.cause)) : t.nothingHere;
    case 'unsupported':
      return t.cannotPlay;
    case 'failed':
      return t.retrying(state.reason);
  }
}
