import { setupCode } from './support/falcon-eye';
import { livePicture, expectMovingVideo } from './support/live-picture';
import { expect, makeAdministrator, test } from './support/locked-server';
import { SimulatedCameras } from './support/simulated-camera';

test('The browser’s console stays empty on every page', async ({ page }) => {
  const messages: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) messages.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => messages.push(`${page.url()}: ${error.message}`));
  const camera = await SimulatedCameras.mjpeg();
  try {
    await page.goto('/');
    await expect(page.getByLabel('Setup code')).toBeVisible();
    await page.goto(`/setup#code=${setupCode}`);
    await makeAdministrator(page);
    await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible();

    const data = { name: 'Yard', protocol: 'http', source_url: camera.url };
    const made = (await (await page.request.post('/api/cameras', { data })).json()) as { id: string };
    await page.request.post(`/api/cameras/${made.id}/start`);
    await page.goto('/cameras');
    await expectMovingVideo(livePicture(page, 'Yard'));
    await page.getByRole('button', { name: 'Open the assistant' }).click();
    for (const address of [
      `/cameras/${made.id}`,
      '/cameras?dialog=add',
      '/cameras?view=wall',
      '/recordings',
      '/settings',
      '/account',
      '/users',
      '/nothing-here',
    ]) {
      await page.goto(address);
      await page.waitForLoadState('load');
      await expect(page.getByRole('heading').first()).toBeAttached();
    }
    await page.goto('/docs/');
    await expect(page.getByText('FalconEye').first()).toBeVisible();

    await page.request.post('/api/auth/logout');
    await page.goto('/cameras');
    await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
    expect(messages).toEqual([]);
  } finally {
    await camera.dispose();
  }
});
