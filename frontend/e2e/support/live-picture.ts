import { expect, type Locator, type Page } from '@playwright/test';

export function livePicture(page: Page, cameraName: string): Locator {
  return page.getByRole('img', { name: `Live picture of ${cameraName}`, exact: true });
}

/** What is on the screen: the canvas of JPEG pictures, or the frame of the video. */
function pixelsOf(picture: Locator): Promise<string> {
  return picture.evaluate((element) => {
    const shown = [...element.querySelectorAll<HTMLCanvasElement | HTMLVideoElement>('canvas, video')].find(
      (candidate) => candidate.checkVisibility(),
    );
    if (!shown || shown instanceof HTMLCanvasElement) return shown?.toDataURL('image/png') ?? '';
    const copy = document.createElement('canvas');
    copy.width = shown.videoWidth;
    copy.height = shown.videoHeight;
    copy.getContext('2d')?.drawImage(shown, 0, 0);
    return copy.toDataURL('image/png');
  });
}

/** Passes once the pixels of the picture change: a still or black picture is not live. */
export async function expectMovingVideo(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible({ timeout: 45_000 });
  const pixels = () => pixelsOf(picture);
  const first = await pixels();
  await expect.poll(async () => (await pixels()) !== first, { timeout: 20_000 }).toBe(true);
  const second = await pixels();
  await expect.poll(async () => (await pixels()) !== second, { timeout: 20_000 }).toBe(true);
}
