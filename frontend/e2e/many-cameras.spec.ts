import { SimulatedCameras } from './support/simulated-camera';
import { expect, test } from './support/test';

test('25 cameras are live in one tab while the API stays quick', async ({ page, server }) => {
  test.setTimeout(180_000);
  const cameras = await SimulatedCameras.mjpeg('--cameras', '25', '--fps', '10');
  try {
    for (const [index, source_url] of cameras.urls.entries()) {
      await server.runCamera({ name: `Camera ${index + 1}`, protocol: 'http', source_url, framerate: 10 });
    }
    await page.setViewportSize({ width: 1920, height: 1800 });
    await page.goto('/cameras');
    const live = page.locator('[data-live-phase="live"]');
    await expect(live).toHaveCount(25, { timeout: 60_000 });

    const rates = () =>
      live.evaluateAll((pictures) =>
        pictures.map((picture) => Number.parseFloat(picture.querySelector('p')?.textContent ?? '0')),
      );
    await expect
      .poll(async () => Math.min(...(await rates())), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(5);

    const slowest = await page.evaluate(async () => {
      const durations: number[] = [];
      for (let call = 0; call < 20; call++) {
        const start = performance.now();
        await (await fetch('/api/cameras/')).json();
        durations.push(performance.now() - start);
      }
      return durations.sort((a, b) => a - b)[18];
    });
    expect(slowest).toBeLessThan(200);
  } finally {
    await cameras.dispose();
  }
});
