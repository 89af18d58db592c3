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
