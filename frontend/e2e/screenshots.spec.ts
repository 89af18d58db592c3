import type { Page } from '@playwright/test';
import { inRepository } from './support/repository';
import { SimulatedCameras } from './support/simulated-camera';
import { expect, test } from './support/test';

const names = ['Front door', 'Back yard', 'Garage', 'Living room'];

/** `npm run screenshots` puts them where the README shows them from; a run of all tests leaves those as they are. */
const folder =
  process.env.UPDATE_SCREENSHOTS === '1' ? ['docs', 'images'] : ['artifacts', 'e2e', 'screenshots'];

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: inRepository(...folder, `${name}.png`) });
}

async function waitForPictures(page: Page, count: number): Promise<void> {
  await expect(page.locator('[data-live-phase="live"]')).toHaveCount(count, { timeout: 30_000 });
}

test('Pictures for the README', async ({ browser, server }) => {
  test.setTimeout(180_000);
  const cameras = await SimulatedCameras.mjpeg('--cameras', '4', '--width', '1280', '--height', '720');
  try {
    const ids: string[] = [];
    for (const [index, source_url] of cameras.urls.entries()) {
      const name = names[index] ?? source_url;
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
    await server.runCamera({ name: 'Old shed', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/live' });

    const desktop = { baseURL: server.url, viewport: { width: 1280, height: 800 }, locale: 'en-GB' };
    const dark = await browser.newPage({ ...desktop, colorScheme: 'dark' });
    await dark.goto('/cameras');
    await waitForPictures(dark, 4);
    await dark.getByRole('button', { name: 'Record: Front door' }).click();
    await expect(dark.getByText(/^REC \d+:\d\d/)).toBeVisible({ timeout: 30_000 });
    await expect(dark.getByText('ERROR', { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(dark.locator('[data-sonner-toast]')).toHaveCount(0, { timeout: 20_000 });
    await picture(dark, 'cameras-dark');

    const light = await browser.newPage({ ...desktop, colorScheme: 'light' });
    await light.goto(`/cameras/${ids[0] ?? ''}`);
    await waitForPictures(light, 1);
    await expect(light.getByText(/^\d+ ms$/)).toBeVisible();
    await picture(light, 'camera');
    await server.request('POST', `/cameras/${ids[0] ?? ''}/recording/stop`);
    await light.goto('/recordings');
    await expect(light.getByRole('button', { name: /^Play Front door/ }).first()).toBeVisible();
    await picture(light, 'recordings');
    await light.goto('/cameras?dialog=add');
    await expect(light.getByRole('dialog')).toBeVisible();
    await picture(light, 'add-camera');

    const phone = await browser.newPage({
      ...desktop,
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      isMobile: true,
    });
    await phone.goto('/cameras');
    await waitForPictures(phone, 2);
    await picture(phone, 'phone');
  } finally {
    await cameras.dispose();
  }
});
