import { expect, test } from './support/test';

test('Events are filtered and opened, and a channel is added and tried', async ({ page, server }) => {
  await server.addCamera({ name: 'Gate', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/gate' });
  await page.goto('/events');
  const added = page.getByRole('button', { name: /Gate was added\./ });
  await expect(added).toBeVisible();
  await page.getByLabel('Show', { exact: true }).selectOption('Problems');
  await expect(page.getByText('No event matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await added.click();
  await expect(page.getByRole('dialog')).toContainText('There is no recording of this moment.');
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('link', { name: 'Alerts' }).click();
  await expect(page.getByRole('list', { name: 'Rules' }).getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'Add channel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill('http://127.0.0.1:9/hook');
  await dialog.getByLabel('Secret').fill('too short');
  await dialog.getByRole('button', { name: 'Add channel' }).click();
  await expect(dialog.getByText(/at least 16 characters: the receiver/)).toBeVisible();
  await dialog.getByLabel('Secret').fill('long enough for a secret');
  await dialog.getByRole('button', { name: 'Add channel' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Send a test to Webhook' }).click();
  await expect(
    page.getByText(/The test was not delivered: This address is one of the server's own/),
  ).toBeVisible();
  await expect(page.getByRole('list', { name: 'Deliveries' })).toContainText('Failed');
});
