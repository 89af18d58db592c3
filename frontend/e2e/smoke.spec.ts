import { smoke } from './support/smoke';
import { expect, test } from './support/test';

test('A newcomer adds a camera, sees it move, records it, and finds, plays, downloads and deletes the recording', async ({
  page,
  rtspCamera,
}) => {
  await smoke(page, '/', rtspCamera.url);

  const player = page.getByRole('dialog');
  const download = page.waitForEvent('download');
  await player.getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.mp4$/);

  await player.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing recorded yet' })).toBeVisible();
});
