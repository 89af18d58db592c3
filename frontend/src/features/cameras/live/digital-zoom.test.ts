import { describe, expect, it } from 'vitest';
import { panBy, wholePicture, zoomAt } from './digital-zoom';

describe('zoomAt', () => {
  it('keeps the point under the pointer where it is', () => {
    const once = zoomAt(wholePicture, 2, 0.25, 0.5);
    expect(once).toEqual({ scale: 2, x: -0.25, y: -0.5 });
    const twice = zoomAt(once, 2, 0.25, 0.5);
    expect(twice.scale).toBe(4);
    expect(twice.x + 4 * 0.25).toBeCloseTo(0.25);
  });

  it('ends at eight times and at the whole picture', () => {
    expect(zoomAt(wholePicture, 100, 0.5, 0.5).scale).toBe(8);
    expect(zoomAt({ scale: 2, x: -0.9, y: -0.1 }, 0.1, 0.5, 0.5)).toEqual(wholePicture);
  });
});

describe('panBy', () => {
  it('does not move the picture out of its frame', () => {
    expect(panBy({ scale: 2, x: -0.5, y: -0.5 }, 3, -3)).toEqual({ scale: 2, x: 0, y: -1 });
    expect(panBy(wholePicture, 0.5, 0.5)).toEqual(wholePicture);
  });
});
