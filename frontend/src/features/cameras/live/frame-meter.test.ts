import { describe, expect, it } from 'vitest';
import { FrameMeter } from './frame-meter';

function meterWith(frames: number, intervalMs: number, latency: number): FrameMeter {
  const meter = new FrameMeter();
  for (let i = 0; i < frames; i++) meter.add(10_000 + i * intervalMs, 10_000 + i * intervalMs - latency);
  return meter;
}

describe('FrameMeter', () => {
  it('measures rate and latency', () => {
    expect(meterWith(16, 100, 180).read(11_500)).toEqual({ fps: 10, latency: 180 });
  });

  it('falls to nothing when no picture comes any more', () => {
    expect(meterWith(16, 100, 180).read(20_000)).toEqual({ fps: 0, latency: null });
  });

  it.each([-3_600_000, 3_600_000])('claims no latency when the clocks differ by %i ms', (difference) => {
    expect(meterWith(5, 100, difference).read(10_400).latency).toBeNull();
  });
});
