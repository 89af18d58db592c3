import type { Camera } from '@/lib/camera';
import type { CameraChanges } from '../api/update-camera';
import type { CameraFormValues } from './camera-form-schema';

/** What of the form differs from the camera: only that is sent, so that nothing restarts without need. */
export function changesOf(camera: Camera, form: CameraFormValues): CameraChanges {
  const changes: CameraChanges = {};
  if (form.name !== camera.name) changes.name = form.name;
  if (form.location !== (camera.location ?? '')) changes.location = form.location;
  if (camera.protocol !== 'usb' && form.source_url !== camera.source_url)
    changes.source_url = form.source_url;
  if (camera.protocol !== 'usb' && form.live_source_url !== (camera.live_source_url ?? ''))
    changes.live_source_url = form.live_source_url;
  if (form.resolution !== camera.resolution) changes.resolution = form.resolution;
  if (form.framerate !== camera.framerate) changes.framerate = form.framerate;
  return changes;
}
