import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Camera } from '@/lib/camera';
import { putCamera } from './camera-cache';

export type CameraChanges = Partial<
  Pick<
    Camera,
    | 'name'
    | 'location'
    | 'source_url'
    | 'live_source_url'
    | 'resolution'
    | 'framerate'
    | 'recording_mode'
    | 'recording_schedule'
    | 'recording_events'
    | 'motion'
    | 'camera_events'
    | 'retention'
  >
>;

export function useUpdateCamera(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: CameraChanges) => api.patch<Camera>(`/cameras/${id}`, changes),
    onSuccess: (camera) => putCamera(client, camera),
    meta: { showsOwnErrors: true },
  });
}
