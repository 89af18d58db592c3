import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Camera } from '@/lib/camera';
import type { PtzCommand } from '../live/ptz-drive';
import { cameraKeys } from './camera-cache';

interface PtzPreset {
  token: string;
  name: string;
}

/** The positions that a camera remembers; an error for a camera that cannot be turned. */
export function usePtzPresets(camera: Camera, enabled: boolean) {
  return useQuery({
    queryKey: [...cameraKeys.one(camera.id), 'ptz'],
    queryFn: async ({ signal }) =>
      (await api.get<{ presets: PtzPreset[] }>(`/cameras/${camera.id}/ptz/presets`, { signal })).presets,
    enabled: enabled && camera.protocol === 'onvif' && camera.status === 'running',
    staleTime: 60_000,
    retry: false,
  });
}

/** Tells a camera to move, stop, or go to a position. */
export function sendPtz(cameraId: string, command: PtzCommand): Promise<unknown> {
  return api.post(`/cameras/${cameraId}/ptz`, command);
}
