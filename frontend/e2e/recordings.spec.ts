import { expectMovingPicture, livePicture } from './support/live-picture';
import { expect, test } from './support/test';

test('What is recorded can be found, played, sought in and deleted', async ({ page, server, rtspCamera }) => {
  await server.runCamera({ name: 'Front door', protocol: 'rtsp', source_url: rtspCamera.url });
  await page.goto('/cameras');
  await expectMovingPicture(livePicture(page, 'Front door'));

  await page.getByRole('button', { name: 'Record: Front door' }).click();
  await expect(page.getByText(/^REC 0:0[3-9]/)).toBeVisible({ timeout: 30_000 });

  await page.getByRole('link', { name: 'Recordings' }).first().click();
  await expect(page.getByText('Recording now').last()).toBeVisible();

  await page.getByRole('link', { name: 'Cameras' }).click();
  await page.getByRole('button', { name: 'Stop recording: Front door' }).click();
  await expect(page.getByText(/^REC/)).toBeHidden({ timeout: 30_000 });

  await page.getByRole('link', { name: 'Recordings' }).first().click();
  await page.getByRole('button', { name: /^Play Front door, / }).click();
  const film = page.getByLabel('Film of Front door');
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.2);
  expect(await film.evaluate((video: HTMLVideoElement) => video.duration)).toBeGreaterThan(2);
  await film.evaluate((video: HTMLVideoElement) => (video.currentTime = 2));
  await expect
    .poll(() => film.evaluate((video: HTMLVideoElement) => !video.seeking && video.currentTime >= 2))
    .toBe(true);
  await expect(page).toHaveURL(/play=/);

  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.mp4$/);

  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing recorded yet' })).toBeVisible();
});
