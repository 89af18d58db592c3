import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Camera } from '@/lib/camera';
import { cameraKeys } from './camera-cache';

/** One camera; shown at once when the list already has it. */
export function useCamera(id: string) {
  const client = useQueryClient();
  return useQuery<Camera>({
    queryKey: cameraKeys.one(id),
    queryFn: ({ signal }) => api.get<Camera>(`/cameras/${encodeURIComponent(id)}`, { signal }),
    placeholderData: () => client.getQueryData<Camera[]>(cameraKeys.list)?.find((camera) => camera.id === id),
  });
}
