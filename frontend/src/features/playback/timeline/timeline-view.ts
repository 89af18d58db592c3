import type { Gap, PlaybackFile } from '../api/playback';

/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  start: number;
  end: number;
}

const minute = 60_000;

/** How much time the timeline can show at once: the whole day, or less. */
export const zoomLevels = [24 * 60 * minute, 6 * 60 * minute, 60 * minute, 10 * minute] as const;

/** What the timeline shows: the whole day, or a part of it around a moment. */
export function viewAround(day: Span, moment: number, length: number): Span {
  const whole = day.end - day.start;
  if (length >= whole) return day;
  const start = Math.min(Math.max(moment - length / 2, day.start), day.end - length);
  return { start, end: start + length };
}

/** Where a moment is in a view, in percent. */
export function percentOf(view: Span, moment: number): number {
  return ((moment - view.start) / (view.end - view.start)) * 100;
}

/** A moment of which neighbours on the screen have the same: two pixels share one, and one never is shorter than a second. */
export function roundedMoment(view: Span, width: number, moment: number): number {
  const second = 1000;
  const seconds = (2 * (view.end - view.start)) / Math.max(1, width) / second;
  const step = second * 2 ** Math.max(0, Math.floor(Math.log2(seconds)));
  return Math.floor(moment / step) * step;
}

/** Recorded time without a break: files that follow each other within the seam count as one. */
export function recordedSpans(files: readonly PlaybackFile[], now: number): Span[] {
  const seam = 1500;
  const spans: Span[] = [];
  for (const file of files.toSorted((a, b) => a.start - b.start)) {
    const end = file.growing ? Math.max(file.end, now) : file.end;
    const last = spans.at(-1);
    if (last && file.start - last.end <= seam) last.end = Math.max(last.end, end);
    else spans.push({ start: file.start, end });
  }
  return spans;
}

/** The moments that lead to the next or previous mark, such as a gap's beginning. */
export function neighbours(
  moments: readonly number[],
  position: number,
): { before?: number; after?: number } {
  // A mark that was just jumped to does not hold the next jump back.
  const slack = 2500;
  const sorted = moments.toSorted((a, b) => a - b);
  return {
    before: sorted.findLast((moment) => moment < position - slack),
    after: sorted.find((moment) => moment > position + slack),
  };
}

/** Where to look at a gap: shortly before it begins. That nothing happened is none. */
export function momentsBeforeGaps(gaps: readonly Gap[], spans: readonly Span[]): number[] {
  const lead = 2000;
  return gaps
    .filter(
      ({ start, cause }) =>
        cause !== 'no_event' && spans.some((span) => span.start < start && span.end >= start - lead),
    )
    .map(({ start }) => start - lead);
}

/** Full hours, or parts of them, that fit into a view. */
export function ticksOf({ start, end }: Span): number[] {
  const length = end - start;
  const step =
    [10 * 60, 60, 10, 1].map((minutes) => minutes * minute).find((each) => length / each >= 6) ?? minute;
  const wide = length > 12 * 60 * minute ? 3 * 60 * minute : step;
  const ticks: number[] = [];
  const offset = new Date(start).getTimezoneOffset() * minute;
  for (let tick = Math.ceil((start - offset) / wide) * wide + offset; tick < end; tick += wide)
    ticks.push(tick);
  return ticks;
}
