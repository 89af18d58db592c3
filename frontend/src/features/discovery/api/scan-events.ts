import { apiUrl, send } from '@/lib/api-client';
import { readEvents } from '@/lib/server-sent-events';
import type { NetworkCamera, ScanResult, UsbCamera } from '../found-camera';

export interface ScanRequest {
  /** All nodes without it. */
  node?: string;
  network: boolean;
}

/** What a scan has found so far, and what it is doing. */
export interface ScanProgress {
  result: ScanResult;
  /** The addresses of the network that are done, and how many there are; null without a network scan. */
  addresses: { scanned: number; total: number } | null;
}

export const nothingYet: ScanProgress = {
  result: { cameras: [], network_cameras: [], scanned_nodes: [], scanned_subnets: [], errors: [] },
  addresses: null,
};

/** Scans and tells of each camera as it is found. Aborting stops the scan on the server, too. */
export async function* scanWithProgress(
  { node, network }: ScanRequest,
  signal: AbortSignal,
): AsyncGenerator<ScanProgress> {
  const response = await send(apiUrl('/nodes/scan/events', { node, network }), { signal });
  let progress = nothingYet;
  yield progress;
  for await (const { event, data } of readEvents(response)) {
    progress = advance(progress, event, JSON.parse(data));
    yield progress;
    if (event === 'done') return;
  }
}

/** The progress after one event; events that this version does not know are skipped. */
export function advance(progress: ScanProgress, event: string, data: unknown): ScanProgress {
  const { result } = progress;
  const found = (more: Partial<ScanResult>): ScanProgress => ({
    ...progress,
    result: { ...result, ...more },
  });
  switch (event) {
    case 'started':
      return found({ scanned_nodes: (data as { nodes: string[] }).nodes });
    case 'network':
      return found({ scanned_subnets: (data as { subnets: string[] }).subnets });
    case 'progress':
      return { ...progress, addresses: data as { scanned: number; total: number } };
    case 'camera':
      return found({ cameras: [...result.cameras, data as UsbCamera] });
    case 'network_camera':
      return found({ network_cameras: [...result.network_cameras, data as NetworkCamera] });
    case 'error':
      return found({ errors: [...result.errors, (data as { error: string }).error] });
    case 'done':
      return found(data as Partial<ScanResult>);
    default:
      return progress;
  }
}
