import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
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
  /** Which of its streams an ONVIF camera told; null for other cameras. */
  stream: string | null;
  /** Base64 JPEG. */
  snapshot: string | null;
  reason: string | null;
  hint: string | null;
}

export interface ProbeRequest {
  protocol: CameraProtocol;
  source_url: string;
}

/** Tries a source; leaving what shows the result ends the trying, on the server too. */
export function useProbeSource() {
  const trying = useRef<AbortController>(null);
  useEffect(() => () => trying.current?.abort(), []);
  return useMutation({
    mutationFn: (request: ProbeRequest) => {
      trying.current = new AbortController();
      return api.post<ProbeResult>('/cameras/probe', request, { signal: trying.current.signal });
    },
    meta: { showsOwnErrors: true },
  });
}
