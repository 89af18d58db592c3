import type { FalconEye } from './support/falcon-eye';
import { expect, test } from './support/test';

const hourMs = 3_600_000;
const newest = Date.parse('2026-11-20T12:00:00Z');

/** Reports recordings of one an hour as a recorder does; of the newest `finished` also their ends. */
async function addRecordings(
  server: FalconEye,
  cameraId: string,
  count: number,
  finished: number,
): Promise<void> {
  const add = async (index: number) => {
    const start = new Date(newest - index * hourMs).toISOString();
    const id = `${cameraId}_${start.slice(0, 19).replaceAll(/\D/g, '')}`;
    const file = { file_path: `/nowhere/${id}.mp4`, file_name: `${id}.mp4` };
    await server.request('POST', '/recordings/', {
      id,
      camera_id: cameraId,
      ...file,
      start_time: start,
      status: 'stopped',
    });
    if (index >= finished) return;
    await server.request('PATCH', `/recordings/${id}`, {
      end_time: new Date(newest - index * hourMs + hourMs / 2).toISOString(),
      file_size_bytes: 1_000_000,
    });
  };
  let next = 0;
  const worker = async () => {
    while (next < count) await add(next++);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

test.use({ timezoneId: 'Asia/Tokyo' });

test('Ten thousand recordings scroll smoothly, and a day is a day where the viewer is', async ({
  page,
  server,
}) => {
  test.setTimeout(300_000);
  const { id } = await server.request<{ id: string }>('POST', '/cameras/', {
    name: 'Gate',
    protocol: 'rtsp',
    source_url: 'rtsp://127.0.0.1:9/nothing',
  });
  await addRecordings(server, id, 10_000, 30);

  await page.goto(`/recordings?camera=${id}`);
  // 12:00 in London is 21:00 in Tokyo.
  await expect(page.getByText('20 Nov 2026, 21:00:00')).toBeVisible();
  const rows = page.getByRole('button', { name: /^Play Gate, / });
  for (let scroll = 0; scroll < 10; scroll++) {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(page.getByText('20 Nov 2026, 21:00:00')).toBeHidden();
    expect(await rows.count()).toBeLessThan(60);
  }
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(50_000);

  await page.goto('/recordings?day=2026-11-20');
  // From midnight to 21:00 in Tokyo there were 22 recordings, the last of the day included.
  await expect(page.getByText(/^22 recordings · 11:00:00/)).toBeVisible();
  await expect(page.getByText('45.8% of the day')).toBeVisible();
});
