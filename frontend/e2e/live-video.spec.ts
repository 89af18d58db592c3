import type { Page } from '@playwright/test';
import { expectMovingVideo, livePicture } from './support/live-picture';
import { SimulatedCameras } from './support/simulated-camera';
import { expect, test } from './support/test';

const facts = (page: Page) => page.getByRole('region', { name: 'About this camera' });
const byVideo = 'Video as the camera sends it';
const byJpeg = 'JPEG pictures';

test('A camera’s page plays its own video at the live edge, with sound when that is wanted', async ({
  page,
  server,
}) => {
  test.setTimeout(150_000);
  const camera = await SimulatedCameras.rtsp('--audio', 'aac');
  try {
    const id = await server.runCamera({ name: 'Gate', protocol: 'rtsp', source_url: camera.url });
    await page.goto(`/cameras/${id}`);
    await expectMovingVideo(livePicture(page, 'Gate'));
    // A busy machine may show pictures first, and the video with its second attempt.
    await expect(facts(page)).toContainText(byVideo, { timeout: 60_000 });
    await expect(facts(page)).toContainText('1280×720');

    const video = livePicture(page, 'Gate').locator('video');
    const time = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
    const before = await time();
    await expect.poll(time).toBeGreaterThan(before + 2);
    const behind = () =>
      video.evaluate(
        ({ buffered, currentTime }: HTMLVideoElement) => buffered.end(buffered.length - 1) - currentTime,
      );
    await expect.poll(behind).toBeLessThan(1);

    expect(await video.evaluate((element: HTMLVideoElement) => element.muted)).toBe(true);
    await page.getByRole('button', { name: 'Sound on' }).click();
    expect(await video.evaluate((element: HTMLVideoElement) => element.muted)).toBe(false);
    await page.getByRole('slider', { name: 'Volume' }).fill('0.5');
    expect(await video.evaluate((element: HTMLVideoElement) => element.volume)).toBe(0.5);

    await livePicture(page, 'Gate').hover();
    await page.mouse.wheel(0, -400);
    await page.getByRole('button', { name: /^Show the whole picture/ }).click();
    await expect(page.getByRole('button', { name: /^Show the whole picture/ })).toBeHidden();
    await expectMovingVideo(livePicture(page, 'Gate'));
  } finally {
    await camera.dispose();
  }
});

test('The grid shows the small stream, and the camera’s page the large one or what is chosen', async ({
  page,
  server,
  rtspCamera,
}) => {
  test.setTimeout(150_000);
  const small = await SimulatedCameras.rtsp('--width', '320', '--height', '240');
  try {
    const id = await server.runCamera({
      name: 'Gate',
      protocol: 'rtsp',
      source_url: rtspCamera.url,
      live_source_url: small.url,
    });
    await page.goto('/');
    await expectMovingVideo(livePicture(page, 'Gate'));
    await expect(page.locator('[data-live-stream]')).toHaveAttribute('data-live-stream', 'sub');

    await page.goto(`/cameras/${id}`);
    await expectMovingVideo(livePicture(page, 'Gate'));
    await expect(facts(page)).toContainText('1280×720', { timeout: 60_000 });
    await page.getByRole('combobox', { name: 'Stream' }).selectOption('Small stream');
    await expect(facts(page)).toContainText('320×240', { timeout: 60_000 });
    await expectMovingVideo(livePicture(page, 'Gate'));
  } finally {
    await small.dispose();
  }
});

test('Where no video is played, or what was promised is not, JPEG pictures are shown', async ({
  page,
  server,
  rtspCamera,
}) => {
  const id = await server.runCamera({ name: 'Gate', protocol: 'rtsp', source_url: rtspCamera.url });
  await page.addInitScript(() => {
    // The choice of the next page load.
    if (sessionStorage.getItem('media') === 'broken') {
      SourceBuffer.prototype.appendBuffer = () => {
        throw new Error('This decoder is broken.');
      };
    } else {
      MediaSource.isTypeSupported = () => false;
    }
  });
  await page.goto(`/cameras/${id}`);
  await expectMovingVideo(livePicture(page, 'Gate'));
  await expect(facts(page)).toContainText(byJpeg);

  await page.evaluate(() => sessionStorage.setItem('media', 'broken'));
  await page.reload();
  await expectMovingVideo(livePicture(page, 'Gate'));
  await expect(facts(page)).toContainText(byJpeg);
});
