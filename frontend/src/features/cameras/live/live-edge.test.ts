import { describe, expect, it } from 'vitest';
import { followEdge, startPosition } from './live-edge';

describe('followEdge', () => {
  it('plays on at the live edge', () => {
    expect(followEdge(10, 10.2)).toEqual({ playbackRate: 1, seekTo: null });
  });

  it('catches up faster the further it is behind', () => {
    const little = followEdge(10, 10.5).playbackRate;
    const much = followEdge(10, 11.5).playbackRate;
    expect(little).toBeGreaterThan(1);
    expect(much).toBeGreaterThan(little);
    expect(much).toBeLessThanOrEqual(1.5);
  });

  it('jumps when it is more than two seconds behind', () => {
    expect(followEdge(10, 12.5).seekTo).toBeCloseTo(12.35);
  });

  it('slows down before it runs dry', () => {
    expect(followEdge(10, 10.01)).toEqual({ playbackRate: 0.95, seekTo: null });
  });
});

it('begins close to the newest frame, and not before the first', () => {
  expect(startPosition(100, 104)).toBeCloseTo(103.85);
  expect(startPosition(100, 100.1)).toBe(100);
});
