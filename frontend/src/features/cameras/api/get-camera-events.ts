import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import { cameraKeys } from './camera-cache';

/** How the taking of a camera's own events fares. */
export interface CameraEventsStatus {
  state: 'off' | 'stopped' | 'connecting' | 'subscribed' | 'failed';
  subscribed_since: string | null;
  last_event_at: string | null;
  /** Why they do not come, or not all of them, and what to do. */
  problem: string | null;
}

const refreshMs = 5000;

/** Asked for while it is shown: the server does not tell of it. */
export function useCameraEvents(id: string) {
  return useQuery({
    queryKey: [...cameraKeys.one(id), 'events'],
    queryFn: ({ signal }) => api.get<CameraEventsStatus>(`/cameras/${id}/camera-events`, { signal }),
    refetchInterval: refreshMs,
  });
}
