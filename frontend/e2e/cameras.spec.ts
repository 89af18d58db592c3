import { expectMovingPicture, livePicture } from './support/live-picture';
import { expect, test } from './support/test';

test('A newcomer adds a camera and sees it move', async ({ page, rtspCamera }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Add camera' }).last().click();

  const dialog = page.getByRole('dialog', { name: 'Add a camera' });
  await dialog.getByLabel('Name', { exact: true }).fill('Front door');
  await dialog.getByRole('textbox', { name: 'Stream address' }).fill(rtspCamera.url);
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(dialog.getByRole('img', { name: 'Picture from the camera' })).toBeVisible({ timeout: 20_000 });
  await expect(dialog.getByText(/H264 · 1280×720/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Add camera' }).click();

  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expectMovingPicture(livePicture(page, 'Front door'));
});

test('A wrong address is refused at its field, and one without a camera says why', async ({ page }) => {
  await page.goto('/cameras?dialog=add');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add camera' }).click();
  await expect(dialog.getByText('Give the camera a name.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Stream address' }).fill('file:///etc/passwd');
  await expect(dialog.getByText('The address has to begin with rtsp:// or rtsps://.')).toBeVisible();

  await dialog.getByRole('textbox', { name: 'Stream address' }).fill('rtsp://127.0.0.1:9/nothing');
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(dialog.getByText('Nothing is listening at this address and port.')).toBeVisible({
    timeout: 20_000,
  });
});

test('The server has the last word on a form', async ({ page, server, rtspCamera }) => {
  await server.request('POST', '/cameras/', { name: 'Gate', protocol: 'rtsp', source_url: rtspCamera.url });
  await page.goto('/cameras?dialog=add');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Same again');
  await dialog.getByRole('textbox', { name: 'Stream address' }).fill(rtspCamera.url);
  await dialog.getByRole('button', { name: 'Add camera' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Gate');
});

test('A camera that cannot be reached says why on its card', async ({ page, server }) => {
  await server.runCamera({ name: 'Lost', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/nothing' });
  await page.goto('/cameras');
  await expect(page.getByText('ERROR', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/refused/i).first()).toBeVisible();
});

test('A camera is edited, restarted, stopped and deleted', async ({ page, server, mjpegCamera }) => {
  await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
  await page.goto('/cameras');
  await expectMovingPicture(livePicture(page, 'Yard'));

  await page.getByRole('button', { name: 'More actions: Yard' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Yard' });
  await dialog.getByLabel('Name', { exact: true }).fill('Back yard');
  await dialog.getByLabel('Picture size').fill('320x240');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('link', { name: 'Back yard' })).toBeVisible();
  await expectMovingPicture(livePicture(page, 'Back yard'));
  await expect
    .poll(() => livePicture(page, 'Back yard').locator('canvas').getAttribute('width'), { timeout: 20_000 })
    .toBe('320');

  await page.getByRole('button', { name: 'More actions: Back yard' }).click();
  await page.getByRole('menuitem', { name: 'Restart' }).click();
  await expect(page.getByText('Back yard is restarting')).toBeVisible();
  await expectMovingPicture(livePicture(page, 'Back yard'));

  await page.getByRole('button', { name: 'Stop: Back yard' }).click();
  await expect(page.getByText('STOPPED', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'More actions: Back yard' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible({ timeout: 30_000 });
});

test('One camera has a page with its facts, a snapshot and the full screen', async ({
  page,
  server,
  mjpegCamera,
}) => {
  await server.runCamera({
    name: 'Hall',
    protocol: 'http',
    source_url: mjpegCamera.url,
    location: 'Ground floor',
  });
  await page.goto('/cameras');
  await page.getByRole('link', { name: 'Hall' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hall' })).toBeVisible();
  await expectMovingPicture(livePicture(page, 'Hall'));

  const facts = page.getByRole('region', { name: 'About this camera' });
  await expect(facts).toContainText('640×480');
  await expect(facts).toContainText('Ground floor');
  await expect(facts.getByText(/^\d+ ms$/)).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save snapshot' }).click();
  expect((await download).suggestedFilename()).toMatch(/^Hall .*\.jpg$/);

  await page.getByRole('button', { name: 'Full screen' }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
});

test('The list can be sorted and its order is in the address', async ({ page, server }) => {
  for (const name of ['Camera 10', 'Camera 2']) {
    const source_url = `rtsp://127.0.0.1:9/${encodeURIComponent(name)}`;
    await server.request('POST', '/cameras/', { name, protocol: 'rtsp', source_url });
  }
  await page.goto('/cameras?view=list');
  const names = page.getByRole('rowheader');
  await expect(names).toHaveText(['Camera 2', 'Camera 10']);
  await page.getByRole('button', { name: 'Name' }).click();
  await expect(names).toHaveText(['Camera 10', 'Camera 2']);
  await page.reload();
  await expect(names).toHaveText(['Camera 10', 'Camera 2']);
  await page.getByRole('searchbox').fill('camera 2');
  await expect(names).toHaveText(['Camera 2']);
});
