import { describe, expect, it } from 'vitest';
import { toolGroups } from './tool-groups';

describe('toolGroups', () => {
  it('tells reading, seeing and acting apart, and is careful with what it does not know', () => {
    expect(
      toolGroups(['get_camera', 'storage_forecast', 'look_at_camera', 'stop_camera', 'fly_drone']),
    ).toEqual([
      { group: 'reading', tools: ['get_camera', 'storage_forecast'] },
      { group: 'seeing', tools: ['look_at_camera'] },
      { group: 'acting', tools: ['stop_camera', 'fly_drone'] },
    ]);
  });
});
