import type { Recording } from '@/lib/recording';
import { dayBounds, parseTime } from '@/lib/time';

/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  start: number;
  end: number;
}

interface Footage extends Span {
  recording: Recording;
}

/** Footage without a break: recordings that follow each other, oldest first. */
export interface Stretch extends Span {
  pieces: Footage[];
  /** It is still being recorded. */
  live: boolean;
}

/** What one camera has of one day. */
export interface DayCoverage {
  stretches: Stretch[];
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

  const stretches: Stretch[] = [];
  for (const piece of footage) {
    const live = piece.recording.status === 'recording';
    const last = stretches.at(-1);
    if (last?.live === live && piece.start - last.end <= seamMs) {
      last.pieces.push(piece);
      last.end = Math.max(last.end, piece.end);
    } else stretches.push({ start: piece.start, end: piece.end, pieces: [piece], live });
  }
  const elapsed = Math.min(bounds.end, now) - bounds.start;
  return { stretches, ...measure(stretches, elapsed) };
}

/** Which recording of a stretch has a moment, and at which of its seconds. */
export function findMoment(stretch: Stretch, moment: number): { recordingId: string; seconds: number } {
  const { recording } = stretch.pieces.findLast(({ start }) => start <= moment) ?? firstOf(stretch);
  const seconds = Math.floor((moment - parseTime(recording.start_time)) / 1000);
  return { recordingId: recording.id, seconds: Math.max(0, seconds) };
}

/** From when to when a recording has footage. */
export function spanOf(recording: Recording, now: number): Span {
  const start = parseTime(recording.start_time);
  if (recording.status === 'recording') return { start, end: Math.max(start, now) };
  if (recording.duration_seconds !== null) return { start, end: start + recording.duration_seconds * 1000 };
  return { start, end: recording.end_time === null ? start : parseTime(recording.end_time) };
}

function measure(stretches: readonly Stretch[], elapsed: number): { gaps: Span[]; share: number } {
  const gaps: Span[] = [];
  let covered = 0;
  let reached = stretches[0]?.start ?? 0;
  for (const { start, end } of stretches) {
    if (start - reached > seamMs) gaps.push({ start: reached, end: start });
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return { gaps, share: elapsed > 0 ? Math.min(1, covered / elapsed) : 0 };
}

function clip({ start, end }: Span, bounds: Span): Span {
  return { start: Math.max(start, bounds.start), end: Math.min(end, bounds.end) };
}

function firstOf({ pieces }: Stretch): Footage {
  const [first] = pieces;
  if (!first) throw new Error('A stretch has at least one recording.');
  return first;
}
