import { expect, test } from './support/test';

const names = [
  '<script>window.pwned=1</script>',
  '"><img src=x onerror=window.pwned=1>',
  '../../etc/x',
  '😀'.repeat(60),
];
const [script = '', image = ''] = names;

test('Hostile names are shown as they are and run nothing', async ({ page, server }) => {
  for (const [index, name] of names.entries()) {
    const camera_id = await server.addCamera({
      name,
      location: name,
      protocol: 'rtsp',
      source_url: `rtsp://127.0.0.1:9/${index}`,
    });
    const start_time = new Date('2026-11-22T10:00:00Z');
    await server.addRecording({ camera_id, start_time, seconds: 60, status: 'failed', error_message: name });
  }
  for (const address of [
    '/cameras',
    '/cameras?view=list',
    '/cameras?view=wall',
    '/recordings?day=2026-11-22',
  ]) {
    await page.goto(address);
    for (const name of names)
      await expect(page.getByText(name, { exact: true }).filter({ visible: true }).first()).toBeVisible();
  }
  await page.goto(`/cameras?q=${encodeURIComponent(image)}`);
  await expect(page.getByRole('heading', { name: image })).toBeVisible();
  await page.goto(`/cameras/${encodeURIComponent(image)}`);
  await expect(page.getByRole('heading', { level: 1, name: 'This camera is not there' })).toBeVisible();
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
});

test('Markup in every field stays text, in messages too', async ({ page, server }) => {
  await page.goto('/cameras?dialog=add');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(script);
  await dialog.getByLabel('Location').fill(image);
  await dialog.getByLabel('Picture size').fill(script);
  await dialog.getByRole('textbox', { name: 'Stream address' }).fill(`rtsp://127.0.0.1:9/${script}`);
  await dialog.getByRole('button', { name: 'Add camera' }).click();
  await expect(dialog.getByText('Width x height, such as 1280x720.')).toBeVisible();
  await dialog.getByLabel('Picture size').fill('640x480');
  await dialog.getByRole('button', { name: 'Add camera' }).click();
  await expect(page.getByText(`${script} was added`)).toBeVisible();
  await expect(page.getByText(image, { exact: true })).toBeVisible();

  await page.getByRole('link', { name: script }).click();
  await expect(page).toHaveTitle(`${script} · FalconEye`);
  await page.getByRole('button', { name: `More actions: ${script}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('alertdialog', { name: `Delete ${script}?` })).toBeVisible();

  await page.goto('/settings');
  await page.getByLabel('Schedule').fill(script);
  await page.getByLabel('Picture size').fill(image);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('This is not a cron expression with five fields.')).toBeVisible();
  const { total } = await server.request<{ total: number }>('GET', '/cameras/');
  expect(total).toBe(1);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
});
