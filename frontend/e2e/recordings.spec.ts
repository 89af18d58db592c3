import { expect, test } from './support/test';

test.use({ timezoneId: 'UTC' });

test('Recordings are filtered by camera, status and day, and many are deleted at once', async ({
  page,
  server,
}) => {
  const cameras = new Map<string, string>();
  for (const name of ['Gate', 'Yard', 'Shed']) {
    const source_url = `rtsp://127.0.0.1:9/${name}`;
    cameras.set(name, await server.addCamera({ name, protocol: 'rtsp', source_url }));
  }
  const add = (name: string, start: string, status = 'completed') =>
    server.addRecording({
      camera_id: cameras.get(name) ?? '',
      start_time: new Date(`2026-11-${start}:00Z`),
      seconds: 1800,
      status,
    });
  await add('Gate', '20T08:00');
  await add('Gate', '20T09:00');
  await add('Gate', '21T08:00', 'failed');
  await add('Yard', '20T10:00');
  await add('Shed', '20T11:00');
  await server.request('DELETE', `/cameras/${cameras.get('Shed') ?? ''}`);

  await page.goto('/recordings');
  await expect(page.getByText('Camera deleted')).toBeVisible();
  const films = page.getByRole('button', { name: /^Play \w+, / });
  await expect(films).toHaveCount(5);

  const day = page.getByLabel('Day', { exact: true });
  await day.fill('2026-11-20');
  await expect(films).toHaveCount(4);
  await expect(page.getByRole('button', { name: 'Play Gate from 08:00 to 08:30' })).toBeVisible();
  await page.getByRole('button', { name: '1 gap' }).click();
  await expect(page.getByText('No footage 08:30–09:00 (30:00)')).toBeVisible();

  await page.getByRole('button', { name: 'Day after' }).click();
  await expect(films).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel('Status').selectOption('Failed');
  await expect(films).toHaveCount(1);
  await page.getByLabel('Status').selectOption('Any status');
  await page.getByLabel('Camera').selectOption('Gate');
  await expect(films).toHaveCount(3);
  await page.reload();
  await expect(films).toHaveCount(3);

  await page.getByRole('checkbox', { name: 'Select all recordings of Gate' }).check();
  await page
    .getByRole('region', { name: '3 recordings selected' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('3 recordings deleted')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(films).toHaveCount(2);
});
