import type { Recording } from '@/lib/recording';
import { dayBounds, parseTime } from '@/lib/time';

/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  start: number;
  end: number;
}

export interface Footage extends Span {
  recording: Recording;
}

/** What one camera has of one day. */
export interface DayCoverage {
  footage: Footage[];
  /** Between the first and the last footage: what is missing in the middle, not the quiet before and after. */
  gaps: Span[];
  /** Share of the part of the day that is over, 0 to 1. */
  share: number;
}

/** Recordings that follow each other within this time count as one: a new file begins between two frames. */
const seamMs = 2000;

/** The footage of a day in the viewer's time zone. `now` ends what is still being recorded. */
export function coverageOf(recordings: readonly Recording[], day: string, now: number): DayCoverage {
  const bounds = dayBounds(day);
  const footage = recordings
    .map((recording) => ({ recording, ...clip(spanOf(recording, now), bounds) }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);

  const gaps: Span[] = [];
  let covered = 0;
  let reached = footage[0]?.start ?? bounds.start;
  for (const { start, end } of footage) {
    if (start - reached > seamMs) gaps.push({ start: reached, end: start });
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  const elapsed = Math.min(bounds.end, now) - bounds.start;
  return { footage, gaps, share: elapsed > 0 ? Math.min(1, covered / elapsed) : 0 };
}

/** From when to when a recording has footage. */
export function spanOf(recording: Recording, now: number): Span {
  const start = parseTime(recording.start_time);
  if (recording.status === 'recording') return { start, end: Math.max(start, now) };
  if (recording.duration_seconds !== null) return { start, end: start + recording.duration_seconds * 1000 };
  return { start, end: recording.end_time === null ? start : parseTime(recording.end_time) };
}

function clip({ start, end }: Span, bounds: Span): Span {
  return { start: Math.max(start, bounds.start), end: Math.min(end, bounds.end) };
}
