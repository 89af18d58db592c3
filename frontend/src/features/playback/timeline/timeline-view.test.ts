import { describe, expect, it } from 'vitest';
import type { PlaybackFile } from '../api/playback';
import {
  momentsBeforeGaps,
  neighbours,
  recordedSpans,
  roundedMoment,
  ticksOf,
  viewAround,
} from './timeline-view';

const hour = 3_600_000;
const file = (start: number, end: number, growing = false): PlaybackFile => ({
  recordingId: `${start}`,
  start,
  end,
  growing,
  url: '',
  mimeType: '',
  converted: null,
  initLength: 0,
  segments: [],
});

describe('timeline', () => {
  it('joins files that follow each other and lets what grows reach until now', () => {
    const files = [file(0, hour), file(hour + 1000, 2 * hour), file(5 * hour, 5 * hour, true)];
    expect(recordedSpans(files, 6 * hour)).toEqual([
      { start: 0, end: 2 * hour },
      { start: 5 * hour, end: 6 * hour },
    ]);
  });

  it('shows a part of the day around a moment, never beyond its ends', () => {
    const day = { start: 0, end: 24 * hour };
    expect(viewAround(day, 5 * hour, 24 * hour)).toEqual(day);
    expect(viewAround(day, 12 * hour, 6 * hour)).toEqual({ start: 9 * hour, end: 15 * hour });
    expect(viewAround(day, hour, 6 * hour)).toEqual({ start: 0, end: 6 * hour });
    expect(viewAround(day, 23 * hour, 6 * hour)).toEqual({ start: 18 * hour, end: 24 * hour });
  });

  it('lets neighbours on the screen share a moment, a whole second at least', () => {
    const day = { start: 0, end: 24 * hour };
    expect(roundedMoment(day, 1000, 5 * hour + 1)).toBe(roundedMoment(day, 1000, 5 * hour + 40_000));
    expect(roundedMoment(day, 1000, 5 * hour)).not.toBe(roundedMoment(day, 1000, 5 * hour + 260_000));
    expect(roundedMoment({ start: 0, end: 600_000 }, 2000, 5999)).toBe(5000);
  });

  it('leads to the marks around a moment', () => {
    expect(neighbours([1000, 50_000, 90_000], 50_500)).toEqual({ before: 1000, after: 90_000 });
    expect(neighbours([], 0)).toEqual({ before: undefined, after: undefined });
  });

  it('leads to gaps in the middle, not to the quiet before the first recording', () => {
    const gaps = [
      { start: 0, end: hour, cause: 'not_requested' as const, reason: '' },
      { start: 2 * hour, end: 3 * hour, cause: 'camera_lost' as const, reason: '' },
    ];
    expect(momentsBeforeGaps(gaps, [{ start: hour, end: 2 * hour }])).toEqual([2 * hour - 2000]);
  });

  it('has a handful of ticks at each zoom', () => {
    for (const length of [24 * hour, 6 * hour, hour, hour / 6]) {
      const count = ticksOf({ start: 7 * hour, end: 7 * hour + length }).length;
      expect(count).toBeGreaterThanOrEqual(5);
      expect(count).toBeLessThanOrEqual(13);
    }
  });
});
