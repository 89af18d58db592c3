import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatLatency } from './format';

describe('formatBytes', () => {
  it.each([
    [null, '–'],
    [0, '0 B'],
    [999, '999 B'],
    [1_500_000, '1.5 MB'],
    [250_000_000, '250 MB'],
    [7_300_000_000_000_000, '7300 TB'],
  ])('writes %s as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [null, '–'],
    [0, '0:00'],
    [65.4, '1:05'],
    [3725, '1:02:05'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('writes %s seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatLatency', () => {
  it('changes to seconds from one second on', () => {
    expect([formatLatency(209.6), formatLatency(1840)]).toEqual(['210 ms', '1.8 s']);
  });
});
