import type { QueryClient } from '@tanstack/react-query';
import type { Camera } from '@/lib/camera';
import { queryKeys } from '@/lib/query-keys';

export const cameraKeys = {
  list: [...queryKeys.cameras, 'list'],
  one: (id: string) => [...queryKeys.cameras, 'one', id],
} as const;

/** Puts a camera that the server told of into what is shown, in its place or, when new, first. */
export function putCamera(client: QueryClient, camera: Camera): void {
  client.setQueryData<Camera[]>(cameraKeys.list, (cameras) => cameras && withCamera(cameras, camera));
  client.setQueryData<Camera>(cameraKeys.one(camera.id), camera);
}

/** Takes a camera that is gone out of what is shown. */
export function dropCamera(client: QueryClient, id: string): void {
  client.setQueryData<Camera[]>(cameraKeys.list, (cameras) => cameras?.filter((camera) => camera.id !== id));
  void client.invalidateQueries({ queryKey: cameraKeys.one(id) });
}

function withCamera(cameras: readonly Camera[], changed: Camera): Camera[] {
  const known = cameras.some((camera) => camera.id === changed.id);
  return known
    ? cameras.map((camera) => (camera.id === changed.id ? changed : camera))
    : [changed, ...cameras];
}
