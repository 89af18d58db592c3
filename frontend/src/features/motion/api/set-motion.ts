import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Camera, CameraMotion } from '@/lib/camera';
import { queryKeys } from '@/lib/query-keys';

export function useSetMotion(cameraId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (motion: CameraMotion) => api.patch<Camera>(`/cameras/${cameraId}`, { motion }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.cameras }),
  });
}
