import { FalconEye } from './support/falcon-eye';
import { multiplyRecordings } from './support/many-recordings';
import { expect, test } from './support/test';

const hourMs = 3_600_000;
const newest = Date.parse('2026-11-20T12:00:00Z');

test.use({ timezoneId: 'Asia/Tokyo' });

test('Ten thousand recordings scroll smoothly, and a day is a day where the viewer is', async ({ page }) => {
  const server = await FalconEye.launch();
  try {
    const camera_id = await server.addCamera({
      name: 'Gate',
      protocol: 'rtsp',
      source_url: 'rtsp://127.0.0.1:9/nothing',
    });
    for (let hoursAgo = 0; hoursAgo < 30; hoursAgo++) {
      const start_time = new Date(newest - hoursAgo * hourMs);
      await server.addRecording({ camera_id, start_time, seconds: 1800, status: 'stopped' });
    }
    multiplyRecordings(server.database, 10_000 - 29);

    await page.goto(`${server.url}/recordings?camera=${camera_id}`);
    // 12:00 in London is 21:00 in Tokyo.
    await expect(page.getByText('20 Nov 2026, 21:00:00')).toBeVisible();
    await expect(page.getByText(/of 10,000 recordings$/)).toBeAttached();
    const rows = page.getByRole('button', { name: /^Play Gate, / });
    for (let scroll = 0; scroll < 10; scroll++) {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await expect(page.getByText('20 Nov 2026, 21:00:00')).toBeHidden();
      expect(await rows.count()).toBeLessThan(60);
    }
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    await expect.poll(height).toBeGreaterThan(50_000);

    // The oldest day is found without fetching what came after it.
    await page.goto(`${server.url}/recordings?day=2025-10-01`);
    await expect(page.getByText(/^24 recordings/)).toBeVisible();

    await page.goto(`${server.url}/recordings?day=2026-11-20`);
    // From midnight to 21:00 in Tokyo there were 22 recordings, the last of the day included.
    await expect(page.getByText(/^22 recordings · 11:00:00/)).toBeVisible();
    await expect(page.getByText('45.8% of the day')).toBeVisible();
  } finally {
    await server.dispose();
  }
});
