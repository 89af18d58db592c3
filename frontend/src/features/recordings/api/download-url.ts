import { apiUrl } from '@/lib/api-client';

/** Where the file of a recording is: for the player, which asks for ranges, and for downloads. */
export function downloadUrl(recordingId: string): string {
  return apiUrl(`/recordings/${encodeURIComponent(recordingId)}/download`);
}
