import type { Page } from '@playwright/test';
import { eventually } from './eventually';
import type { FalconEye } from './falcon-eye';

export interface Recording {
  id: string;
  status: string;
  start_time: string;
  end_time: string | null;
}

/** Records a camera for some seconds; returns when its file is whole. */
export async function record(server: FalconEye, camera: string, seconds: number): Promise<Recording> {
  const { recording } = await server.request<{ recording: { recording_id: string } }>(
    'POST',
    `/cameras/${camera}/recording/start`,
  );
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  await server.request('POST', `/cameras/${camera}/recording/stop`);
  let found: Recording | undefined;
  await eventually(
    async () => {
      found = await server.request<Recording>('GET', `/recordings/${recording.recording_id}`);
      return found.end_time !== null && found.status !== 'recording';
    },
    () => `The recording does not end: ${JSON.stringify(found)}`,
  );
  if (!found) throw new Error('No recording.');
  return found;
}

/** How far apart the pictures of several cameras are, in milliseconds; infinite while one is not shown. */
export function spreadOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const times: number[] = [];
    for (const tile of document.querySelectorAll('[data-picture]')) {
      if (tile.getAttribute('data-picture') !== 'shown') return Infinity;
      times.push(1000 * (tile.querySelector('video')?.currentTime ?? 0));
    }
    return times.length > 0 ? Math.max(...times) - Math.min(...times) : Infinity;
  });
}
