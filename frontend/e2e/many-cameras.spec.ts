import { SimulatedCameras } from './support/simulated-camera';
import { expect, test } from './support/test';

// Recording a trace of this many pictures costs more than showing them.
test.use({ trace: 'off' });

test('25 cameras are live in one tab, which still reaches the API', async ({ page, server }) => {
  test.setTimeout(180_000);
  const cameras = await SimulatedCameras.mjpeg('--cameras', '25', '--fps', '4');
  try {
    for (const [index, source_url] of cameras.urls.entries()) {
      await server.runCamera({ name: `Camera ${index + 1}`, protocol: 'http', source_url, framerate: 4 });
    }
    await page.setViewportSize({ width: 1920, height: 2800 });
    await page.goto('/cameras');
    const live = page.locator('[data-live-phase="live"]');
    await expect(live).toHaveCount(25, { timeout: 60_000 });

    const rates = () =>
      live.evaluateAll((pictures) =>
        pictures.map((picture) => Number.parseFloat(picture.querySelector('p')?.textContent ?? '0')),
      );
    // Each has moved, though on a busy machine not all of them within the same second.
    let best: number[] = [];
    const slowest = async () => {
      best = (await rates()).map((rate, index) => Math.max(rate, best[index] ?? 0));
      return Math.min(...best);
    };
    await expect.poll(slowest, { timeout: 60_000 }).toBeGreaterThan(0);

    // Six streams over HTTP/1.1 would leave the page no connection for this.
    const total = await page.evaluate(async () => {
      const answer = (await (await fetch('/api/cameras/')).json()) as { total: number };
      return answer.total;
    });
    expect(total).toBe(25);
  } finally {
    await cameras.dispose();
  }
});
