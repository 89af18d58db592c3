import {
  ChevronFirst,
  ChevronLast,
  ChevronsLeft,
  ChevronsRight,
  Link as LinkIcon,
  Maximize,
  PackageOpen,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { playbackTexts as t } from '@/texts/playback';
import type { Player } from '../hooks/use-player';

export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16] as const;

export interface Jumps {
  previousGap?: number;
  nextGap?: number;
  previousEvent?: number;
  nextEvent?: number;
}

interface PlaybackControlsProps {
  player: Player;
  jumps: Jumps;
  /** Missing where each picture is enlarged by itself. */
  zoom?: { enlarged: boolean; onZoomIn: () => void; onZoomReset: () => void };
  onFullScreen: () => void;
  onCopyLink: () => void;
  onExport: () => void;
}

const jumpButtons = [
  { to: 'previousGap', icon: ChevronFirst, label: t.previousGap },
  { to: 'nextGap', icon: ChevronLast, label: t.nextGap },
  { to: 'previousEvent', icon: ChevronsLeft, label: t.previousEvent },
  { to: 'nextEvent', icon: ChevronsRight, label: t.nextEvent },
] as const;

export function PlaybackControls({
  player,
  jumps,
  zoom,
  onFullScreen,
  onCopyLink,
  onExport,
}: PlaybackControlsProps) {
  const jump = (moment: number | undefined) => () => moment !== undefined && player.seek(moment);
  return (
    <div className="flex flex-wrap items-center gap-1">
      <IconButton
        icon={player.playing ? Pause : Play}
        variant="primary"
        label={player.playing ? t.pause : t.play}
        onClick={player.toggle}
      />
      <IconButton icon={RotateCcw} label={t.back10} onClick={() => player.seek(player.position - 10_000)} />
      <IconButton icon={RotateCw} label={t.forward10} onClick={() => player.seek(player.position + 10_000)} />
      <IconButton icon={StepBack} label={t.frameBack} onClick={() => player.step(-1)} />
      <IconButton icon={StepForward} label={t.frameForward} onClick={() => player.step(1)} />
      {jumpButtons.map(({ to, icon, label }) => (
        <IconButton
          key={to}
          icon={icon}
          label={label}
          disabled={jumps[to] === undefined}
          onClick={jump(jumps[to])}
        />
      ))}
      <label className="ml-auto inline-flex items-center gap-2 text-sm">
        <span className="text-muted max-sm:sr-only">{t.speed}</span>
        <select
          className="h-9 rounded-lg border border-control-line bg-surface px-2 text-sm"
          value={player.rate}
          onChange={(event) => player.setRate(Number(event.target.value))}
        >
          {speeds.map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
        </select>
      </label>
      <IconButton
        icon={player.muted ? VolumeX : Volume2}
        label={player.muted ? t.unmute : t.mute}
        onClick={() => player.setMuted(!player.muted)}
      />
      {zoom && (
        <IconButton
          icon={zoom.enlarged ? ZoomOut : ZoomIn}
          label={zoom.enlarged ? t.zoomOut : t.zoomIn}
          onClick={zoom.enlarged ? zoom.onZoomReset : zoom.onZoomIn}
        />
      )}
      <IconButton icon={LinkIcon} label={t.copyLink} onClick={onCopyLink} />
      <IconButton icon={PackageOpen} label={t.export} onClick={onExport} />
      <IconButton icon={Maximize} label={t.fullScreen} onClick={onFullScreen} />
    </div>
  );
}
