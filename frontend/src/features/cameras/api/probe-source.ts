import { useEffect, useRef } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api-client';
import type { Camera, CameraProtocol } from '@/lib/camera';

/** What trying a source found: a picture and its facts, or the reason why there is none. */
export interface ProbeResult {
  ok: boolean;
  codec: string | null;
  width: number | null;
  height: number | null;
  fps: number | null;
  /** The sound's codec; null without sound. */
  audio: string | null;
  elapsed_ms: number;
  /** Which of its streams an ONVIF camera told; null for other cameras. */
  stream: string | null;
  /** Base64 JPEG. */
  snapshot: string | null;
  reason: string | null;
  hint: string | null;
  /** One sentence for each track that cannot be read. */
  left_out?: string[] | null;
}

export interface ProbeRequest {
  protocol: CameraProtocol;
  source_url: string;
  /** The camera that the address was shown for, with `***` for what only the server knows. */
  camera_id?: string;
}

const probe = (request: ProbeRequest, signal: AbortSignal) =>
  api.post<ProbeResult>('/cameras/probe', request, { signal });

/** Tries a source; leaving what shows the result ends the trying, on the server too. */
export function useProbeSource() {
  const trying = useRef<AbortController>(null);
  useEffect(() => () => trying.current?.abort(), []);
  return useMutation({
    mutationFn: (request: ProbeRequest) => {
      trying.current = new AbortController();
      return probe(request, trying.current.signal);
    },
    meta: { showsOwnErrors: true },
  });
}

/**
 * What a camera says of its own stream. Asking opens another connection to the camera for a moment, so it is asked once
 * for each address; and by itself only over RTSP, since HTTP cameras are often small ones that serve one client.
 */
export function useSourceFacts({ id, protocol, source_url, status }: Camera) {
  return useQuery({
    queryKey: ['sources', id, source_url],
    queryFn: async ({ signal }) => {
      const { ok, codec, width, height, fps, audio, reason, hint } = await probe(
        { protocol, source_url: source_url ?? '', camera_id: id },
        signal,
      );
      return { ok, codec, width, height, fps, audio, reason, hint };
    },
    enabled: status === 'running' && (protocol === 'rtsp' || protocol === 'onvif'),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  });
}
