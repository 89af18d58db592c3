import { useMemo, useRef, useState } from 'react';
import { useQueries } from '@tanstack/react-query';
import { toast } from 'sonner';
import { copyText } from '@/lib/copy-text';
import { useNow } from '@/lib/hooks/use-now';
import { dayBounds, dayOf, formatDateTime } from '@/lib/time';
import { playbackTexts as t } from '@/texts/playback';
import { dayQuery } from '../api/get-day';
import { usePlaybackKeys } from '../hooks/use-playback-keys';
import { useSharedPlayer } from '../hooks/use-shared-player';
import { recordedSpans } from '../timeline/timeline-view';
import { PlaybackControls } from './playback-controls';
import { PlaybackTimeline } from './playback-timeline';
import { SynchronizedTile } from './synchronized-tile';

interface SynchronizedViewProps {
  cameras: readonly { id: string; name: string }[];
  /** Where to begin, in milliseconds since 1970. */
  startAt: number;
  onRemove: (cameraId: string) => void;
  /** The address of a moment, to be handed on. */
  linkTo: (moment: number) => string;
  /** Someone wants to have the recordings around a moment. */
  onExport: (moment: number) => void;
  onLive: () => void;
}

const noJumps = {};
/** Columns by the number of cameras. */
const columns = ['', 'grid-cols-1', 'sm:grid-cols-2', 'sm:grid-cols-2', 'sm:grid-cols-2'];
const manyColumns = 'sm:grid-cols-2 lg:grid-cols-3';

/** Several cameras play by one clock. Where one of them recorded nothing, the others go on. */
export function SynchronizedView({
  cameras,
  startAt,
  onRemove,
  linkTo,
  onExport,
  onLive,
}: SynchronizedViewProps) {
  const day = useMemo(() => dayBounds(dayOf(startAt)), [startAt]);
  const stage = useRef<HTMLUListElement>(null);
  const { clock, player } = useSharedPlayer(day, startAt);
  const [timelineZoom, setTimelineZoom] = useState(0);
  const now = useNow(10_000);
  const days = useQueries({ queries: cameras.map(({ id }) => dayQuery(id, day)) });
  const spans = recordedSpans(
    days.flatMap(({ data }) => data?.files ?? []),
    now,
  );
  const toFullScreen = () => void stage.current?.requestFullscreen().catch(() => undefined);
  const copyLink = () =>
    copyText(linkTo(Math.round(clock.position))).then(
      () => toast.success(t.linkCopied),
      () => toast.error(t.linkNotCopied),
    );
  usePlaybackKeys({
    player,
    jumps: noJumps,
    onFullScreen: toFullScreen,
    onZoomReset: () => undefined,
    onLive,
  });
  const [first] = cameras;

  return (
    <div className="space-y-3">
      <p className="text-sm text-muted tabular-nums" data-testid="playback-clock">
        {formatDateTime(new Date(player.position).toISOString())}
      </p>
      <ul ref={stage} className={`grid gap-2 ${columns[cameras.length] ?? manyColumns}`}>
        {cameras.map(({ id, name }, index) => (
          <SynchronizedTile
            key={id}
            cameraId={id}
            cameraName={name}
            day={day}
            clock={clock}
            muted={player.muted || index > 0}
            onRemove={cameras.length > 1 ? () => onRemove(id) : undefined}
          />
        ))}
      </ul>
      <PlaybackControls
        player={player}
        jumps={noJumps}
        onFullScreen={toFullScreen}
        onCopyLink={() => void copyLink()}
        onExport={() => onExport(clock.position)}
      />
      {first && (
        <PlaybackTimeline
          cameraId={first.id}
          day={day}
          position={player.position}
          spans={spans}
          gaps={[]}
          events={[]}
          zoom={timelineZoom}
          onZoom={setTimelineZoom}
          onSeek={player.seek}
        />
      )}
    </div>
  );
}
