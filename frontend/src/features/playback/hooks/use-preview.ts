import { useEffect, useState } from 'react';
import { apiUrl, send } from '@/lib/api-client';

/** A pointer that moves on before this asks for nothing. */
const restMs = 80;

export interface Preview {
  moment: number;
  /** An address of the picture in this page; missing when there is none. */
  url?: string;
}

/**
 * The picture of a moment. Only the last moment is asked for: a request that is still under way when the pointer moves on is
 * ended, on the server too. Until the picture is there, that of the moment before is returned.
 */
export function usePreview(cameraId: string, moment: number | null): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);

  useEffect(() => {
    if (moment === null) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const url = apiUrl(`/cameras/${cameraId}/preview`, { at: new Date(moment).toISOString() });
      send(url, { signal: abort.signal })
        .then((response) => response.blob())
        .then((blob) => {
          if (!abort.signal.aborted) setPreview({ moment, url: URL.createObjectURL(blob) });
        })
        .catch(() => {
          if (!abort.signal.aborted) setPreview({ moment });
        });
    }, restMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [cameraId, moment]);

  useEffect(
    () => () => {
      if (preview?.url) URL.revokeObjectURL(preview.url);
    },
    [preview],
  );
  return preview;
}
