import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { queryKeys } from '@/lib/query-keys';

/** Something that differs from the background; places and sizes are parts of the picture, from 0 to 1. */
export interface MovingArea {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Whether it is large enough to be motion. */
  counts: boolean;
}

interface MotionNow {
  /** Null while no picture comes. */
  time: string | null;
  areas: MovingArea[];
}

/** As often as the camera's pictures are looked at. */
const lookMs = 500;

/** What moves before a camera at this moment, with the settings that are saved. */
export function useMotionNow(cameraId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...queryKeys.cameras, cameraId, 'motion'],
    queryFn: ({ signal }) => api.get<MotionNow>(`/cameras/${cameraId}/motion`, { signal }),
    enabled,
    refetchInterval: lookMs,
    gcTime: 0,
    retry: false,
  });
}
