import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Camera } from '@/lib/camera';
import { cameraKeys } from './camera-cache';

export function useCameras() {
  return useQuery({
    queryKey: cameraKeys.list,
    queryFn: async ({ signal }) => (await api.get<{ cameras: Camera[] }>('/cameras/', { signal })).cameras,
  });
}
