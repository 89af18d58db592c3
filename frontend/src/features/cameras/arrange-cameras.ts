import type { Camera } from '@/lib/camera';

export const sortColumns = ['name', 'status', 'protocol', 'location', 'node'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface CameraSort {
  column: SortColumn;
  descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const valueOf: Record<SortColumn, (camera: Camera) => string> = {
  name: (camera) => camera.name,
  status: (camera) => camera.status,
  protocol: (camera) => camera.protocol,
  location: (camera) => camera.location ?? '',
  node: (camera) => camera.node_name ?? '',
};

/** Sorts as people do: `Camera 2` before `Camera 10`, cameras that are alike by name. */
export function sortCameras(cameras: readonly Camera[], { column, descending }: CameraSort): Camera[] {
  const direction = descending ? -1 : 1;
  return cameras.toSorted(
    (a, b) =>
      direction * collator.compare(valueOf[column](a), valueOf[column](b)) ||
      collator.compare(a.name, b.name),
  );
}

export const availabilities = ['online', 'offline'] as const;
export type Availability = (typeof availabilities)[number];

export function isOnline(camera: Camera): boolean {
  return camera.status === 'running';
}

export interface CameraFilter {
  /** Text in the name, location or node. */
  q?: string;
  show?: Availability;
}

export function filterCameras(cameras: readonly Camera[], { q = '', show }: CameraFilter): readonly Camera[] {
  const wanted = q.trim().toLocaleLowerCase();
  return cameras.filter(
    (camera) =>
      (show === undefined || isOnline(camera) === (show === 'online')) &&
      [camera.name, camera.location, camera.node_name].some((text) =>
        (text ?? '').toLocaleLowerCase().includes(wanted),
      ),
  );
}
