import { useEffect, useState, useSyncExternalStore } from 'react';
import { SharedClock } from '../player/shared-clock';
import type { Span } from '../timeline/timeline-view';
import type { Player } from './use-player';

const shownEveryMs = 250;
/** Cameras have frames of their own: one step for all. */
const frameMs = 1000 / 15;

/** The controls of several cameras that play by one clock. */
export function useSharedPlayer(day: Span, startAt: number): { clock: SharedClock; player: Player } {
  const [clock] = useState(() => new SharedClock(startAt));
  const [position, setPosition] = useState(startAt);
  const [muted, setMuted] = useState(true);
  const playing = useSyncExternalStore(clock.subscribe, () => clock.playing);
  const rate = useSyncExternalStore(clock.subscribe, () => clock.rate);

  useEffect(() => {
    clock.setPlaying(true);
    const timer = setInterval(() => {
      const end = Math.min(day.end, Date.now());
      if (clock.playing && clock.position >= end) {
        clock.setPlaying(false);
        clock.seek(end);
      }
      setPosition(clock.position);
    }, shownEveryMs);
    return () => clearInterval(timer);
  }, [clock, day.end]);

  const seek = (moment: number) => {
    clock.seek(Math.min(Math.max(moment, day.start), day.end - 1));
    setPosition(clock.position);
  };
  const player: Player = {
    position,
    playing,
    rate,
    muted,
    notice: null,
    seek,
    toggle: () => clock.setPlaying(!clock.playing),
    step: (frames) => {
      clock.setPlaying(false);
      seek(clock.position + frames * frameMs);
    },
    setRate: (next) => clock.setRate(next),
    setMuted,
  };
  return { clock, player };
}
