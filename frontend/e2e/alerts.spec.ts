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

test('The mode follows a weekly schedule that is made in the dashboard', async ({ page }) => {
  const server = await FalconEye.launch();
  try {
    await page.goto(`${server.url}/alerts`);
    await page.getByRole('button', { name: 'Schedule' }).click();
    const dialog = page.getByRole('dialog', { name: 'Mode by schedule' });
    await dialog.getByRole('button', { name: 'Add change' }).click();
    const change = dialog.getByRole('group', { name: 'Change 1' });
    for (const day of ['Mon', 'Tue', 'Wed', 'Thu']) await change.getByLabel(day).uncheck();
    await change.getByLabel('Time', { exact: true }).fill('21:30');
    await change.getByLabel('Mode').selectOption('off');
    await dialog.getByLabel('Time zone').fill('Mars');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('alert')).toContainText('"Mars" is no time zone');
    await dialog.getByLabel('Time zone').fill('UTC');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();

    await page.getByRole('button', { name: /^Off from Fri/ }).click();
    await expect(change.getByLabel('Time', { exact: true })).toHaveValue('21:30');
    await expect(change.getByLabel('Fri')).toBeChecked();
    await expect(change.getByLabel('Mon')).not.toBeChecked();
    await dialog.getByRole('button', { name: 'Remove change 1' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Schedule' })).toBeVisible();
  } finally {
    await server.dispose();
  }
});
