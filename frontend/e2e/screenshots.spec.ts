import type { Page } from '@playwright/test';
import type { FalconEye } from './support/falcon-eye';
import { inRepository } from './support/repository';
import { SimulatedCameras } from './support/simulated-camera';
import { expect, test } from './support/test';

const views = [
  { name: 'Street', pattern: 'street' },
  { name: 'Back yard', pattern: 'garden' },
  { name: 'Front door', pattern: 'door' },
];

/** `npm run screenshots` puts them where the README shows them from; a run of all tests leaves those as they are. */
const folder =
  process.env.UPDATE_SCREENSHOTS === '1' ? ['docs', 'images'] : ['artifacts', 'e2e', 'screenshots'];

async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.scrollTo(0, 0));
  // As it is for someone who has logged in.
  const style = '[aria-label="Logins are off"] { display: none }';
  await page.screenshot({ path: inRepository(...folder, `${name}.png`), style });
}

async function waitForPictures(page: Page, count: number): Promise<void> {
  await expect(page.locator('[data-live-phase="live"]')).toHaveCount(count, { timeout: 30_000 });
}

const day = '2026-11-22';

/** A day with an hour's recording after the other, each camera with quiet hours of its own. */
async function recordDay(server: FalconEye, camera_id: string, index: number): Promise<void> {
  for (let hour = 0; hour < 24; hour++) {
    if ((hour + index * 5) % 9 < 2 + index) continue;
    const start_time = new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000);
    const seconds = (hour + index) % 7 === 3 ? 1500 : 3600;
    await server.addRecording({ camera_id, start_time, seconds });
  }
}

// Recording a trace of moving pictures costs more than showing them.
test.use({ trace: 'off' });

test('Pictures for the README', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const cameras: SimulatedCameras[] = [];
  try {
    await server.runCamera({ name: 'Old shed', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/live' });
    const ids: string[] = [];
    for (const { name, pattern } of views) {
      const camera = await SimulatedCameras.mjpeg('--pattern', pattern, '--width', '1280', '--height', '720');
      cameras.push(camera);
      const source_url = camera.url;
      ids.push(
        await server.runCamera({
          name,
          location: 'Home',
          protocol: 'http',
          source_url,
          resolution: '1280x720',
        }),
      );
    }

    const desktop = {
      baseURL: server.url,
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      timezoneId: 'UTC',
    };
    const dark = await browser.newPage({ ...desktop, colorScheme: 'dark' });
    await dark.goto('/cameras');
    await waitForPictures(dark, views.length);
    await dark.getByRole('button', { name: 'Record: Front door' }).click();
    await expect(dark.getByText(/^REC \d+:\d\d/)).toBeVisible({ timeout: 30_000 });
    await expect(dark.getByText('ERROR', { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(dark.locator('[data-sonner-toast]')).toHaveCount(0, { timeout: 20_000 });
    await picture(dark, 'cameras-dark');
    // A page that is left open goes on showing its cameras.
    await dark.close();

    const light = await browser.newPage({ ...desktop, colorScheme: 'light' });
    await light.goto(`/cameras/${ids.at(-1) ?? ''}`);
    await waitForPictures(light, 1);
    const facts = light.getByRole('region', { name: 'About this camera' });
    await facts.getByRole('button', { name: 'Ask the camera' }).click();
    await expect(light.getByLabel('What the camera sends').getByText('MJPEG', { exact: true })).toBeVisible({
      timeout: 20_000,
    });
    await expect(facts.getByText(/^\d+ ms$/)).toBeVisible();
    await expect(facts.getByText(/^[\d.]+ fps$/)).toBeVisible();
    await picture(light, 'camera');
    await server.request('POST', `/cameras/${ids.at(-1) ?? ''}/recording/stop`);
    for (const [index, camera_id] of ids.entries()) await recordDay(server, camera_id, index);
    await light.goto(`/recordings?day=${day}`);
    await expect(light.getByRole('button', { name: /^Play Front door/ }).first()).toBeVisible();
    await picture(light, 'recordings');
    await light.goto('/cameras?dialog=add');
    await expect(light.getByRole('dialog')).toBeVisible();
    await picture(light, 'add-camera');
    await light.close();

    const phone = await browser.newPage({
      ...desktop,
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      isMobile: true,
    });
    await phone.goto('/cameras');
    await waitForPictures(phone, views.length);
    await picture(phone, 'phone');
  } finally {
    for (const camera of cameras) await camera.dispose();
  }
});
