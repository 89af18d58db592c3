import { record, spreadOf } from '../e2e/support/playback';
import { SimulatedCameras } from '../e2e/support/simulated-camera';
import { expect, test } from '../e2e/support/test';
import { printTable, quantile } from './support/table';

const cameras = 9;
const recordedSeconds = 60;
const samples = 60;

test('Nine cameras by one clock', async ({ page, server }) => {
  const source = await SimulatedCameras.rtsp('--cameras', String(cameras));
  const ids = await Promise.all(
    source.urls.map((url, i) =>
      server.runCamera({ name: `Camera ${i + 1}`, protocol: 'rtsp', source_url: url }),
    ),
  );
  const recordings = await Promise.all(ids.map((id) => record(server, id, recordedSeconds)));
  await source.dispose();
  const from = Math.max(...recordings.map(({ start_time }) => Date.parse(start_time))) + 500;
  await page.goto(`/playback?cameras=${ids.join(',')}&at=${new Date(from).toISOString()}`);
  const rows: string[][] = [];
  for (const rate of ['1', '2', '4']) {
    await page.getByRole('combobox').selectOption(rate);
    await page.getByRole('slider', { name: 'Timeline' }).focus();
    // Each rate begins near the beginning.
    while (Number(await page.getByRole('slider').getAttribute('aria-valuenow')) > from + 12_000)
      await page.keyboard.press('ArrowLeft');
    await expect.poll(() => spreadOf(page)).toBeLessThan(Infinity);
    const spreads: number[] = [];
    while (spreads.length < samples / Number(rate)) {
      const spread = await spreadOf(page);
      if (Number.isFinite(spread)) spreads.push(spread);
      await page.waitForTimeout(100);
    }
    const figure = (share: number) => quantile(spreads, share).toFixed(0);
    rows.push([`${rate}×`, figure(0.5), figure(0.95), Math.max(...spreads).toFixed(0)]);
  }
  printTable(['speed', 'apart: median, ms', 'p95, ms', 'most, ms'], rows);
});
