import { expect, type Locator, type Page } from '@playwright/test';

export function livePicture(page: Page, cameraName: string): Locator {
  return page.getByRole('img', { name: `Live picture of ${cameraName}`, exact: true });
}

/** Passes once the pixels of the picture change: a still or black picture is not live. */
export async function expectMovingPicture(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible({ timeout: 45_000 });
  const pixels = () =>
    picture.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL('image/png'));
  const first = await pixels();
  await expect.poll(async () => (await pixels()) !== first, { timeout: 20_000 }).toBe(true);
  const second = await pixels();
  await expect.poll(async () => (await pixels()) !== second, { timeout: 20_000 }).toBe(true);
}
