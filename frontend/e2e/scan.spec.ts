import type { Page } from '@playwright/test';
import { FalconEye } from './support/falcon-eye';
import { livePicture, expectMovingVideo } from './support/live-picture';
import { SimulatedCameras } from './support/simulated-camera';
import { expect, test } from './support/test';

// Loopback has 16 million addresses: these are the network of this file's cameras.
const network = '127.0.70.0/29';
const lockedCamera = ['--host', '127.0.70.1', '--port', '8554', '--user', 'admin', '--password', 'p@ss/word'];
const openCamera = ['--host', '127.0.70.2', '--port', '8080', '--path', '/video'];

test('What a scan finds is tried with one password, seen, and added', async ({ page }) => {
  const server = await FalconEye.launch({ SCAN_SUBNETS: network });
  const cameras = await Promise.all([
    SimulatedCameras.rtsp(...lockedCamera),
    SimulatedCameras.mjpeg(...openCamera),
  ]);
  try {
    const dialog = await scan(page, server.url);
    await expect(dialog.getByRole('status')).toHaveText('2 cameras found.', { timeout: 30_000 });
    await expect(dialog.getByText(`Looked at:`)).toContainText(network);
    await expect(dialog.getByText('Needs a password', { exact: true })).toHaveCount(1);

    await dialog.getByLabel('User').fill('admin');
    await dialog.getByLabel('Password', { exact: true }).fill('wrong');
    await dialog.getByRole('button', { name: 'Try on 1 camera' }).click();
    await expect(dialog.getByText('The camera refused the user name or password.')).toBeVisible({
      timeout: 20_000,
    });
    await dialog.getByLabel('Password', { exact: true }).fill('p@ss/word');
    await dialog.getByRole('button', { name: 'Try on 1 camera' }).click();
    await expect(dialog.getByRole('img', { name: 'Picture from Camera 127.0.70.1' })).toBeVisible({
      timeout: 20_000,
    });
    await expect(dialog.getByText('Works · H264 · 1280×720')).toBeVisible();

    await dialog.getByLabel('Cameras on the network (2)').check();
    await dialog.getByRole('button', { name: 'Add 2 selected' }).click();
    await expect(dialog.getByText('Added as Camera 127.0.70.1')).toBeVisible();
    await expect(dialog.getByText('Added as Camera 127.0.70.2')).toBeVisible();
    await dialog.getByRole('button', { name: 'Scan again' }).click();
    await expect(dialog.getByText('Added as Camera 127.0.70.1')).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expectMovingVideo(livePicture(page, 'Camera 127.0.70.1'));
  } finally {
    await Promise.all(cameras.map((camera) => camera.dispose()));
    await server.dispose();
  }
});

test('A scan that finds nothing says what to check', async ({ page }) => {
  const server = await FalconEye.launch({ SCAN_SUBNETS: '127.0.71.0/30' });
  try {
    const dialog = await scan(page, server.url);
    await expect(dialog.getByText('No cameras found')).toBeVisible({ timeout: 30_000 });
    await expect(dialog.getByText(/Is RTSP or ONVIF switched on/)).toBeVisible();
    await expect(dialog.getByText('127.0.71.0/30')).toBeVisible();
  } finally {
    await server.dispose();
  }
});

async function scan(page: Page, url: string) {
  await page.goto(`${url}/cameras?dialog=scan`);
  const dialog = page.getByRole('dialog', { name: 'Scan for cameras' });
  await dialog.getByRole('button', { name: 'Start scan' }).click();
  return dialog;
}
