import { api } from '@/lib/api-client';
import type { ScanResult } from '../found-camera';

export interface ScanRequest {
  /** All nodes without it. */
  node?: string;
  network: boolean;
}

/** Scans and answers when all is done. */
export function scanCameras({ node, network }: ScanRequest, signal: AbortSignal): Promise<ScanResult> {
  return api.get<ScanResult>('/nodes/scan/cameras', { query: { node, network }, signal });
}
