import { useEffect } from 'react';
import { speeds, type Jumps } from '../components/playback-controls';
import type { Player } from './use-player';

interface KeyActions {
  player: Player;
  jumps: Jumps;
  onFullScreen: () => void;
  onZoomReset: () => void;
  onLive: () => void;
}

/** The keys of the player, wherever the focus is but in a field. */
export function usePlaybackKeys({ player, jumps, onFullScreen, onZoomReset, onLive }: KeyActions): void {
  useEffect(() => {
    const jump = (moment: number | undefined) => moment !== undefined && player.seek(moment);
    const faster = (by: number) => {
      const index = speeds.findIndex((speed) => speed === player.rate) + by;
      player.setRate(speeds[Math.min(speeds.length - 1, Math.max(0, index))] ?? 1);
    };
    const actions: Record<string, () => unknown> = {
      ' ': player.toggle,
      k: player.toggle,
      ArrowLeft: () => player.seek(player.position - 10_000),
      ArrowRight: () => player.seek(player.position + 10_000),
      ',': () => player.step(-1),
      '.': () => player.step(1),
      '[': () => faster(-1),
      ']': () => faster(1),
      G: () => jump(jumps.previousGap),
      g: () => jump(jumps.nextGap),
      E: () => jump(jumps.previousEvent),
      e: () => jump(jumps.nextEvent),
      m: () => player.setMuted(!player.muted),
      f: onFullScreen,
      '0': onZoomReset,
      l: onLive,
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const typing = target?.closest('input, select, textarea, [role=dialog]') !== null && target !== null;
      const pressing = event.key === ' ' && target?.closest('button, a') !== null && target !== null;
      const action = actions[event.key];
      if (!action || typing || pressing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [player, jumps, onFullScreen, onZoomReset, onLive]);
}
