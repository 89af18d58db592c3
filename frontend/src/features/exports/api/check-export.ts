import { apiUrl } from '@/lib/api-client';
import { ApiError, readProblem } from '@/lib/problem';
import { sharedTexts } from '@/texts/shared';

/** What was found of an export. All but the verdict is what the file says of itself. */
export interface ExportVerdict {
  is_whole: boolean;
  problems: string[];
  key_fingerprint: string | null;
  is_own_key: boolean;
  export: {
    created_at: string;
    created_by: string;
    from: string;
    to: string;
    cameras: CheckedCamera[];
  } | null;
}

export interface CheckedCamera {
  name: string;
  file_count: number;
  bytes: number;
  gap_count: number;
  gaps: { from: string; to: string; reason: string }[];
  /** How its pictures were encoded again; null when they are those that were recorded. */
  encoded: string | null;
}

interface CheckOptions {
  fingerprint: string;
  /** From 0 to 1, of the sending. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Sends an export to the server to be checked. `fetch` does not tell how much is sent; XMLHttpRequest does. */
export function checkExport(
  file: File,
  { fingerprint, onProgress, signal }: CheckOptions,
): Promise<ExportVerdict> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const end = () => request.abort();
    request.open('POST', apiUrl('/exports/verify', { fingerprint: fingerprint.trim() || undefined }));
    request.setRequestHeader('Content-Type', 'application/zip');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiError(0, sharedTexts.offline));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', end);
    request.onload = () => {
      if (request.status === 200) {
        resolve(JSON.parse(request.responseText) as ExportVerdict);
        return;
      }
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: { 'Content-Type': request.getResponseHeader('Content-Type') ?? '' },
      });
      void readProblem(answer).then(reject);
    };
    signal.addEventListener('abort', end);
    request.send(file);
  });
}
