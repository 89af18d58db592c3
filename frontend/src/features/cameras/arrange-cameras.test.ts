import { describe, expect, it } from 'vitest';
import type { Camera } from '@/lib/camera';
import { filterCameras, sortCameras } from './arrange-cameras';

const cameras = [
  { name: 'Camera 10', location: 'Yard', node_name: 'LAN', status: 'running' },
  { name: 'Camera 2', location: null, node_name: 'node-1', status: 'error' },
  { name: 'Ärger', location: 'Gate', node_name: null, status: 'running' },
] as Camera[];

describe('sortCameras', () => {
  it('puts numbers in their order', () => {
    const sorted = sortCameras(cameras, { column: 'name', descending: false });
    expect(sorted.map((camera) => camera.name)).toEqual(['Ärger', 'Camera 2', 'Camera 10']);
  });

  it('sorts what is alike by name, also downwards', () => {
    const sorted = sortCameras(cameras, { column: 'status', descending: true });
    expect(sorted.map((camera) => camera.name)).toEqual(['Ärger', 'Camera 10', 'Camera 2']);
  });
});

describe('filterCameras', () => {
  it.each([
    [{ q: 'GATE' }, ['Ärger']],
    [{ q: 'node' }, ['Camera 2']],
    [{ q: '  ' }, ['Camera 10', 'Camera 2', 'Ärger']],
    [{ q: '<script>' }, []],
    [{ show: 'online' }, ['Camera 10', 'Ärger']],
    [{ show: 'offline' }, ['Camera 2']],
    [{ show: 'online', q: 'yard' }, ['Camera 10']],
  ] as const)('finds by %j', (filter, names) => {
    expect(filterCameras(cameras, filter).map((camera) => camera.name)).toEqual(names);
  });
});
