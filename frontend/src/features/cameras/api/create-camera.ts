import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Camera, CameraProtocol } from '@/lib/camera';
import { putCamera } from './camera-cache';

export interface NewCamera {
  name: string;
  protocol: CameraProtocol;
  location?: string;
  source_url?: string;
  live_source_url?: string;
  device_path?: string;
  node_name?: string;
  resolution?: string;
  framerate?: number;
}

/** Adds a camera. Network cameras are created stopped; the caller decides whether to start them. */
export function useCreateCamera() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (camera: NewCamera) => api.post<Camera>('/cameras/', camera),
    onSuccess: (camera) => putCamera(client, camera),
    meta: { showsOwnErrors: true },
  });
}
