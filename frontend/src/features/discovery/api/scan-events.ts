import { apiUrl, send } from '@/lib/api-client';
import { ApiError } from '@/lib/problem';
import { isEventStream, readEvents } from '@/lib/server-sent-events';
import type { NetworkCamera, ScanResult, UsbCamera } from '../found-camera';
import { scanCameras, type ScanRequest } from './scan-cameras';

/** What a scan has found so far, and what it is doing. */
export interface ScanProgress {
  result: ScanResult;
  /** 0 to 1; null while it cannot be told. */
  share: number | null;
}

const nothingYet: ScanResult = { cameras: [], network_cameras: [], scanned_nodes: [], errors: [] };

/** Scans and tells of each camera as it is found. A server without progress answers once, at the end. */
export async function* scanWithProgress(
  request: ScanRequest,
  signal: AbortSignal,
): AsyncGenerator<ScanProgress> {
  const { node, network } = request;
  const response = await send(apiUrl('/nodes/scan/events', { node, network }), { signal }).catch(
    (error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    },
  );
  if (!response || !isEventStream(response)) {
    yield { result: nothingYet, share: null };
    yield { result: await scanCameras(request, signal), share: 1 };
    return;
  }

  let progress: ScanProgress = { result: nothingYet, share: null };
  yield progress;
  for await (const { event, data } of readEvents(response)) {
    progress = advance(progress, event, JSON.parse(data));
    yield progress;
    if (event === 'done') return;
  }
}

/** The progress after one event: `progress`, `camera`, `network_camera`, `error` or `done`; others are skipped. */
export function advance({ result, share }: ScanProgress, event: string, data: unknown): ScanProgress {
  switch (event) {
    case 'progress': {
      const { scanned, total } = data as { scanned: number; total: number };
      return { result, share: total > 0 ? Math.min(1, scanned / total) : null };
    }
    case 'camera':
      return { share, result: { ...result, cameras: [...result.cameras, data as UsbCamera] } };
    case 'network_camera':
      return {
        share,
        result: { ...result, network_cameras: [...result.network_cameras, data as NetworkCamera] },
      };
    case 'error':
      return { share, result: { ...result, errors: [...result.errors, (data as { error: string }).error] } };
    case 'done':
      return { share: 1, result: { ...result, ...(data as Partial<ScanResult>) } };
    default:
      return { result, share };
  }
}
