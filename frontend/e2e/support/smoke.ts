import { expect, type Page } from '@playwright/test';
import { expectMovingVideo, livePicture } from './live-picture';

const name = 'Front door';

/**
 * The way through all of FalconEye, as a newcomer takes it: adds a camera, sees it move, records it, and finds, plays and
 * seeks in the recording, which is open in the player at the end.
 */
export async function smoke(page: Page, home: string, cameraUrl: string): Promise<void> {
  await page.goto(home);
  await addCamera(page, cameraUrl);
  await expectMovingVideo(livePicture(page, name));
  await record(page);
  await playAndSeek(page);
}

async function addCamera(page: Page, cameraUrl: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Add camera' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Add a camera' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('textbox', { name: 'Stream address' }).fill(cameraUrl);
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(dialog.getByRole('img', { name: 'Picture from the camera' })).toBeVisible({ timeout: 20_000 });
  await expect(dialog.getByText(/H264 · 1280×720/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Add camera' }).click();
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: 20_000 });
}

async function record(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Record: ${name}` }).click();
  await expect(page.getByText(/^REC 0:0[3-9]/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Recordings' }).first().click();
  await expect(page.getByText('Recording now', { exact: true }).filter({ visible: true })).toBeVisible();
  await page.getByRole('link', { name: 'Cameras', exact: true }).click();
  await page.getByRole('button', { name: `Stop recording: ${name}` }).click();
  await expect(page.getByText(/^REC/)).toBeHidden({ timeout: 30_000 });
}

async function playAndSeek(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Recordings' }).first().click();
  await page.getByRole('button', { name: new RegExp(`^Play ${name}, `) }).click();
  const player = page.getByLabel(`Recording of ${name}`);
  await expect
    .poll(() => player.evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0.2);
  expect(await player.evaluate((video: HTMLVideoElement) => video.duration)).toBeGreaterThan(2);
  await player.evaluate((video: HTMLVideoElement) => (video.currentTime = 2));
  const hasArrived = () =>
    player.evaluate((video: HTMLVideoElement) => !video.seeking && video.currentTime >= 2);
  await expect.poll(hasArrived).toBe(true);
  await expect(page).toHaveURL(/play=/);
}
