import { useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import { ErrorNotice } from '@/components/ui/error-notice';
import { copyText } from '@/lib/copy-text';
import { formatDuration } from '@/lib/format';
import { useNow } from '@/lib/hooks/use-now';
import { dayBounds, dayOf } from '@/lib/time';
import { playbackTexts as t } from '@/texts/playback';
import { useDay, useEventMarks } from '../api/get-day';
import { usePlaybackKeys } from '../hooks/use-playback-keys';
import { usePlayer, type PlayerNotice } from '../hooks/use-player';
import { useZoom } from '../hooks/use-zoom';
import { momentsBeforeGaps, neighbours, recordedSpans } from '../timeline/timeline-view';
import { PlaybackControls, type Jumps } from './playback-controls';
import { PlaybackTimeline } from './playback-timeline';

interface PlaybackViewProps {
  cameraId: string;
  cameraName: string;
  /** Where to begin, in milliseconds since 1970. */
  startAt: number;
  /** The address of a moment, to be handed on. */
  linkTo: (moment: number) => string;
  onLive: () => void;
  /** Someone wants to have the recordings around a moment. */
  onExport: (moment: number) => void;
}

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** A camera's day in one player: files follow each other, and gaps are crossed. */
export function PlaybackView({ cameraId, cameraName, startAt, linkTo, onLive, onExport }: PlaybackViewProps) {
  const day = useMemo(() => dayBounds(dayOf(startAt)), [startAt]);
  const video = useRef<HTMLVideoElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const player = usePlayer(video, cameraId, day, startAt);
  const zoom = useZoom();
  const [timelineZoom, setTimelineZoom] = useState(0);
  const { data: recorded, error, refetch } = useDay(cameraId, day);
  const { data: events = [] } = useEventMarks(cameraId, day);
  const now = useNow(10_000);
  const files = recorded?.files;
  const spans = useMemo(() => recordedSpans(files ?? [], now), [files, now]);
  const gaps = recorded?.gaps ?? [];

  const jumps = jumpsFrom(
    player.position,
    momentsBeforeGaps(gaps, spans),
    events.map((event) => event.time),
  );
  const toFullScreen = () => void stage.current?.requestFullscreen().catch(() => undefined);
  const copyLink = () =>
    copyText(linkTo(Math.round(player.position))).then(
      () => toast.success(t.linkCopied),
      () => toast.error(t.linkNotCopied),
    );
  usePlaybackKeys({ player, jumps, onFullScreen: toFullScreen, onZoomReset: zoom.reset, onLive });

  return (
    <div className="space-y-3">
      {/* The wheel, dragging and the double click only add to the buttons that enlarge and reset the picture. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={stage}
        className="relative overflow-hidden rounded-2xl bg-black"
        onPointerMove={zoom.handlers.onPointerMove}
        onWheel={zoom.handlers.onWheel}
        onDoubleClick={zoom.reset}
      >
        {/* A security camera's recording has no words to caption. */}
        {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
        <video
          ref={video}
          aria-label={t.video(cameraName)}
          className="aspect-video max-h-[65dvh] w-full"
          style={zoom.style}
          muted={player.muted}
          playsInline
        />
        <p
          className="absolute top-2 left-2 rounded-md bg-black/60 px-2 py-1 text-sm text-white tabular-nums"
          data-testid="playback-clock"
        >
          {clock.format(player.position)}
        </p>
        <Notice notice={player.notice} />
      </div>
      <PlaybackControls
        player={player}
        jumps={jumps}
        zoom={{ enlarged: zoom.scale > 1, onZoomIn: zoom.zoomIn, onZoomReset: zoom.reset }}
        onFullScreen={toFullScreen}
        onCopyLink={() => void copyLink()}
        onExport={() => onExport(player.position)}
      />
      {error && !recorded && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <PlaybackTimeline
        cameraId={cameraId}
        day={day}
        position={player.position}
        spans={spans}
        gaps={gaps}
        events={events}
        zoom={timelineZoom}
        onZoom={setTimelineZoom}
        onSeek={player.seek}
      />
      {recorded && spans.length === 0 && (
        <p className="text-sm text-muted" role="status">
          {t.nothing}
        </p>
      )}
    </div>
  );
}

function Notice({ notice }: { notice: PlayerNotice | null }) {
  return (
    <p
      role="status"
      className="absolute inset-x-0 bottom-0 bg-black/70 px-4 py-2 text-sm text-white empty:hidden"
    >
      {notice && textOf(notice)}
    </p>
  );
}

function textOf(notice: PlayerNotice): string {
  switch (notice.kind) {
    case 'gap': {
      const { start, end, cause, reason } = notice.gap;
      const skipped = t.skipped(formatDuration((end - start) / 1000), t.cause(cause));
      return cause === 'no_event' ? skipped : `${skipped} ${reason}`.trim();
    }
    case 'converting':
      return t.converting;
    case 'end':
      return t.atEnd;
    case 'unsupported':
      return t.cannotPlay;
    case 'failed':
      return t.retrying(notice.reason);
  }
}

function jumpsFrom(position: number, gapMoments: readonly number[], eventMoments: readonly number[]): Jumps {
  const [gap, event] = [neighbours(gapMoments, position), neighbours(eventMoments, position)];
  return {
    previousGap: gap.before,
    nextGap: gap.after,
    previousEvent: event.before,
    nextEvent: event.after,
  };
}
