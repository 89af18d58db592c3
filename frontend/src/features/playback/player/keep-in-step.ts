import type { SharedClock } from './shared-clock';

/** What brings a player back to the clock. */
export interface Correction {
  /** Where it is to jump to, in milliseconds since 1970. */
  seekTo?: number;
  rate: number;
}

/** So far off, in milliseconds of real time, a player jumps: to catch up by speed would take too long. */
const farOff = 250;
/** So near it is in step. */
const near = 15;
/** A picture that stands still is to be the right one. */
const nearStill = 20;
/** How much faster or slower a player may run to catch up: more can be heard and seen. */
const most = 0.25;

/** What a player at a position is to do so that it shows what the clock says. */
export function correctionOf(
  clock: Pick<SharedClock, 'position' | 'playing' | 'runs' | 'rate'>,
  position: number,
): Correction {
  const { rate, playing, runs } = clock;
  const behind = (clock.position - position) / rate;
  if (Math.abs(behind) > (playing ? farOff : nearStill / rate)) return { seekTo: clock.position, rate };
  if (!runs || Math.abs(behind) <= near) return { rate };
  return { rate: rate * (1 + Math.min(most, Math.max(-most, behind / 1000))) };
}
