import { lazy, Suspense } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { useCreateCamera } from '@/features/cameras/api/create-camera';
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
          isAdded={(found) => cameras.some((camera) => isSame(camera, found))}
          onAdd={({ name, protocol, node_name, source_url, device_path }) =>
            create.mutateAsync({ name, protocol, node_name, source_url, device_path })
          }
        />
      )}
    </Suspense>
  );
}

function isSame(camera: Camera, found: FoundCamera): boolean {
  return found.protocol === 'usb'
    ? camera.node_name === found.node_name && camera.device_path === found.device_path
    : camera.source_url === found.source_url;
}
