import { expect, test } from './support/test';

test('Settings are checked, saved and still there after a reload', async ({ page }) => {
  await page.goto('/settings');
  await page.getByLabel('Schedule').fill('0 3 * *');
  await page.getByLabel('Frames per second').fill('25');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('This is not a cron expression with five fields.')).toBeVisible();

  await page.getByLabel('Schedule').fill('0 3 * * 1');
  await expect(page.getByText('Runs at 03:00, only on Monday.')).toBeVisible();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Settings saved')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Schedule')).toHaveValue('0 3 * * 1');
  await expect(page.getByLabel('Frames per second')).toHaveValue('25');
});

test('Changes that are not saved are not lost by a click', async ({ page }) => {
  await page.goto('/settings');
  await page.getByLabel('Frames per second').fill('7');
  await page.getByRole('link', { name: 'Recordings' }).click();
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('Frames per second')).toHaveValue('7');
  await page.getByRole('link', { name: 'Recordings' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { name: 'Recordings' })).toBeVisible();
});

test('What the server refuses is said at its field', async ({ page }) => {
  await page.goto('/settings');
  await page.getByLabel('Anthropic API key').fill('no-key-at-all');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByLabel('Anthropic API key')).toBeFocused();
  await expect(page.getByLabel('Anthropic API key')).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeHidden();
});

test('All cameras are restarted at once', async ({ page, server, mjpegCamera }) => {
  await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Restart all cameras' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restart all cameras' }).click();
  await expect(page.getByText('1 camera is restarting')).toBeVisible();
});

test('All cameras are deleted only by someone who types it', async ({ page, server }) => {
  const source_url = 'rtsp://127.0.0.1:9/nothing';
  await server.request('POST', '/cameras/', { name: 'Gate', protocol: 'rtsp', source_url });
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Delete all cameras' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Delete all cameras' })).toBeDisabled();
  await dialog.getByLabel(/Type/).fill('delete all cameras');
  await dialog.getByRole('button', { name: 'Delete all cameras' }).click();
  await page.getByRole('link', { name: 'Cameras' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible({ timeout: 30_000 });
});
