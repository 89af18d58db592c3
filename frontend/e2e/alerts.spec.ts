import { FalconEye } from './support/falcon-eye';
import { expect, test } from './support/test';
import { WebhookReceiver } from './support/webhook-receiver';

test('A channel and a rule that are made in the dashboard deliver to a webhook', async ({ page }) => {
  const receiver = await WebhookReceiver.start();
  const server = await FalconEye.launch({ ALERT_ALLOWED_ADDRESSES: '127.0.0.1' });
  try {
    await page.goto(`${server.url}/alerts`);
    await expect(page.getByRole('list', { name: 'Rules' }).getByRole('listitem')).toHaveCount(3);

    await page.getByRole('button', { name: 'Add channel' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address', { exact: true }).fill(receiver.url);
    await dialog.getByLabel('Secret', { exact: true }).fill('too short');
    await dialog.getByRole('button', { name: 'Add channel' }).click();
    await expect(dialog.getByRole('alert')).toContainText('at least 16 characters');
    await dialog.getByLabel('Secret', { exact: true }).fill(receiver.secret);
    await dialog.getByRole('button', { name: 'Add channel' }).click();
    await expect(dialog).toBeHidden();

    await page.getByRole('button', { name: 'Send a test to Webhook' }).click();
    await expect(page.getByText('The test was delivered')).toBeVisible();
    expect(receiver.alerts.map(({ body }) => body.phase)).toEqual(['test']);
    const deliveries = page.getByRole('list', { name: 'Deliveries' });
    await expect(deliveries.getByRole('listitem').filter({ hasText: 'FalconEye: test' })).toContainText(
      'Delivered',
    );

    await page.getByRole('button', { name: 'Add rule' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('A camera is deleted');
    await dialog.getByLabel('Camera deleted', { exact: true }).check();
    await dialog.getByLabel('Webhook', { exact: true }).check();
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('list', { name: 'Rules' }).getByRole('listitem')).toHaveCount(4);

    const source_url = 'rtsp://127.0.0.1:9/gate';
    const id = await server.addCamera({ name: 'Gate', protocol: 'rtsp', source_url });
    await server.request('DELETE', `/cameras/${id}`);
    await expect
      .poll(() => receiver.alerts.map(({ body }) => body.kind), { timeout: 60_000 })
      .toEqual(['test', 'camera_deleted']);
    await page.reload();
    await expect(deliveries.getByRole('listitem').first()).toContainText('A camera is deleted');
    await expect(deliveries.getByRole('listitem').first()).toContainText('Delivered');
  } finally {
    await server.dispose();
    await receiver.dispose();
  }
});
