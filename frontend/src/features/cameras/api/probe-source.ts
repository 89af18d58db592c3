import { useMutation } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { CameraProtocol } from '@/lib/camera';

/** What trying a source found: a picture and its facts, or the reason why there is none. */
export interface ProbeResult {
  ok: boolean;
  codec: string | null;
  width: number | null;
  height: number | null;
  fps: number | null;
  audio: string | boolean | null;
  elapsed_ms: number;
  /** Base64 JPEG. */
  snapshot: string | null;
  reason: string | null;
  hint: string | null;
}

export interface ProbeRequest {
  protocol: CameraProtocol;
  source_url: string;
}

export function useProbeSource() {
  return useMutation({
    mutationFn: (request: ProbeRequest) => api.post<ProbeResult>('/cameras/probe', request),
    meta: { showsOwnErrors: true },
  });
}
