import { describe, expect, it } from 'vitest';
import type { CameraMotion, Point } from '@/lib/camera';
import { addArea, removeArea, renameZone } from './areas';

const triangle: Point[] = [
  [0, 0],
  [1, 0],
  [0, 1],
];
const none: CameraMotion = {
  enabled: true,
  sensitivity: 50,
  min_area_percent: 0.12,
  min_seconds: 0.5,
  zones: [],
  masks: [],
};

describe('areas of motion detection', () => {
  it('get names of their own', () => {
    let motion = addArea(addArea(none, 'zones', triangle, 'Zone'), 'zones', triangle, 'Zone');
    motion = removeArea(renameZone(motion, 0, 'Gate'), 'zones', 5);
    motion = addArea(removeArea(motion, 'zones', 0), 'zones', triangle, 'Zone');
    expect(motion.zones.map(({ name }) => name)).toEqual(['Zone 2', 'Zone 3']);
  });

  it('are masks without names', () => {
    const motion = addArea(none, 'masks', triangle, 'Zone');
    expect(motion.masks).toEqual([triangle]);
    expect(removeArea(motion, 'masks', 0).masks).toEqual([]);
  });
});
