import { useMutation } from '@tanstack/react-query';
import { api, apiUrl } from '@/lib/api-client';

/** What a player can be given of a camera. */
export type LinkTarget = 'stream' | 'live.m3u8' | 'snapshot';

interface LinkRequest {
  cameraId: string;
  target: LinkTarget;
  minutes: number;
}

/** A link that opens without a login until it expires. */
export interface StreamLink {
  url: string;
  expires_at: string;
}

export function useCreateLink() {
  return useMutation({
    mutationFn: async ({ cameraId, target, minutes }: LinkRequest): Promise<StreamLink> => {
      const path = `/api/cameras/${cameraId}/${target}`;
      const link = await api.post<StreamLink>('/auth/links', { path, minutes });
      return { ...link, url: new URL(apiUrl(link.url.slice('/api'.length)), location.href).href };
    },
    meta: { showsOwnErrors: true },
  });
}
