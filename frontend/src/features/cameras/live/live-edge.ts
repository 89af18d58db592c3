/** What to do with a player to keep it as close to the present as the network allows. */
export interface EdgeCorrection {
  playbackRate: number;
  /** Where to go on, in seconds of media time; null to play on. */
  seekTo: number | null;
}

/** Beyond this many seconds the player jumps, since catching up would take too long. */
const jumpBehind = 2;
/** What is kept between the picture and the newest frame, against jitter. */
const target = 0.15;
const comfortable = 0.4;
const nearlyEmpty = 0.05;

/** @param position Where the player is. @param end Where the newest frame ends. */
export function followEdge(position: number, end: number): EdgeCorrection {
  const behind = end - position;
  if (behind > jumpBehind) return { playbackRate: 1, seekTo: end - target };
  if (behind > comfortable) return { playbackRate: Math.min(1.5, 1 + (behind - target) / 2), seekTo: null };
  // A little slower is seen less than a stop.
  return { playbackRate: behind < nearlyEmpty ? 0.95 : 1, seekTo: null };
}

/** Where a player begins that has got everything since the last keyframe at once. */
export function startPosition(start: number, end: number): number {
  return Math.max(start, end - target);
}
