import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { Camera } from '@/lib/camera';
import { cameraKeys, dropCamera, putCamera } from './camera-cache';

function camera(id: string, changes: Partial<Camera> = {}): Camera {
  return {
    id,
    name: id,
    protocol: 'rtsp',
    location: null,
    source_url: null,
    device_path: null,
    node_name: null,
    status: 'stopped',
    resolution: '640x480',
    framerate: 15,
    metadata: {},
    created_at: '2026-11-22T10:00:00Z',
    updated_at: '2026-11-22T10:00:00Z',
    stream_url: null,
    ...changes,
  };
}

function clientWith(...cameras: Camera[]): QueryClient {
  const client = new QueryClient();
  client.setQueryData(cameraKeys.list, cameras);
  return client;
}

describe('the camera cache', () => {
  it('keeps a changed camera in its place', () => {
    const client = clientWith(camera('a'), camera('b'));
    putCamera(client, camera('b', { status: 'running' }));
    expect(client.getQueryData<Camera[]>(cameraKeys.list)?.map((c) => [c.id, c.status])).toEqual([
      ['a', 'stopped'],
      ['b', 'running'],
    ]);
  });

  it('shows a new camera first', () => {
    const client = clientWith(camera('a'));
    putCamera(client, camera('b'));
    expect(client.getQueryData<Camera[]>(cameraKeys.list)?.map((c) => c.id)).toEqual(['b', 'a']);
  });

  it('does not take one camera for the whole list before the list was fetched', () => {
    const client = new QueryClient();
    putCamera(client, camera('a'));
    expect(client.getQueryData(cameraKeys.list)).toBeUndefined();
    expect(client.getQueryData<Camera>(cameraKeys.one('a'))?.name).toBe('a');
  });

  it('takes a removed camera off the list', () => {
    const client = clientWith(camera('a'), camera('b'));
    dropCamera(client, 'a');
    expect(client.getQueryData<Camera[]>(cameraKeys.list)?.map((c) => c.id)).toEqual(['b']);
  });
});
