import { lazy, Suspense } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { useCreateCamera } from '@/features/cameras/api/create-camera';
import { useProbeSource } from '@/features/cameras/api/probe-source';
import { useRunCamera } from '@/features/cameras/api/run-camera';
import type { FoundCamera } from '@/features/discovery/found-camera';
import { useNodes } from '@/features/nodes/api/get-nodes';
import { useSettings } from '@/features/settings/api/get-settings';
import type { Camera } from '@/lib/camera';

// Not part of the first load.
const AddCameraDialog = lazy(() =>
  import('@/features/cameras/components/add-camera-dialog').then(({ AddCameraDialog }) => ({
    default: AddCameraDialog,
  })),
);
const ScanDialog = lazy(() =>
  import('@/features/discovery/components/scan-dialog').then(({ ScanDialog }) => ({ default: ScanDialog })),
);

const route = getRouteApi('/cameras');

/** The dialogs that add cameras; which one is open is in the page's address. */
export function CameraDialogs({ cameras }: { cameras: readonly Camera[] }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: nodes = [] } = useNodes();
  const { data: settings } = useSettings();
  const create = useCreateCamera();
  const run = useRunCamera();
  const probe = useProbeSource();

  const close = () => void navigate({ search: { ...search, dialog: undefined }, replace: true });
  const nodeNames = nodes.map((node) => node.name);
  return (
    <Suspense fallback={null}>
      {search.dialog === 'add' && (
        <AddCameraDialog
          onClose={close}
          nodeNames={nodeNames}
          defaults={{
            resolution: settings?.default_resolution ?? '640x480',
            framerate: settings?.default_framerate ?? 15,
          }}
        />
      )}
      {search.dialog === 'scan' && (
        <ScanDialog
          onClose={close}
          nodeNames={nodeNames}
          addedAs={(found) => found.addedAs ?? cameras.find((camera) => isSame(camera, found))?.name ?? null}
          trySource={probe.mutateAsync}
          onAdd={async (found) => {
            const camera = await create.mutateAsync(found);
            // Anyone who adds a camera wants to see it; the server leaves network cameras stopped.
            if (camera.protocol !== 'usb') run.mutate({ id: camera.id, command: 'start' });
          }}
        />
      )}
    </Suspense>
  );
}

/** Tells of a camera that was added since the scan; of those before, the scan itself tells. */
function isSame(camera: Camera, found: FoundCamera): boolean {
  if (found.protocol === 'usb') {
    return camera.node_name === found.node_name && found.names.includes(camera.device_path ?? '');
  }
  const address = camera.source_url?.replace(/\/\/[^/]*@/, '//');
  return found.ways.some(({ urls }) => urls.some((url) => url === address));
}
