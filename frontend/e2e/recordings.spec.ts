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
  const recordings = page.getByRole('button', { name: /^Play \w+, / });
  await expect(recordings).toHaveCount(5);

  const day = page.getByLabel('Day', { exact: true });
  await day.fill('2026-11-20');
  await expect(recordings).toHaveCount(4);
  await expect(page.getByRole('button', { name: 'Play Gate from 08:00 to 08:30' })).toBeVisible();
  await page.getByRole('button', { name: '1 gap' }).click();
  await expect(page.getByText('No footage 08:30–09:00 (30:00)')).toBeVisible();

  await page.getByRole('button', { name: 'Day after' }).click();
  await expect(recordings).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel('Status').selectOption('Failed');
  await expect(recordings).toHaveCount(1);
  await page.getByLabel('Status').selectOption('Any status');
  await page.getByRole('combobox', { name: 'Camera', exact: true }).selectOption('Gate');
  await expect(recordings).toHaveCount(3);
  await page.reload();
  await expect(recordings).toHaveCount(3);

  const all = page.getByRole('checkbox', { name: 'Select all recordings of Gate' });
  const chosen = page.getByRole('region', { name: '3 recordings selected' });
  await all.check();
  await chosen.getByRole('button', { name: 'Protect', exact: true }).click();
  await expect(page.getByText('3 recordings are protected now')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Do not protect Gate/ })).toHaveCount(3);
  await all.check();
  await chosen.getByRole('button', { name: 'Stop protecting' }).click();
  await expect(page.getByRole('button', { name: /^Protect Gate/ })).toHaveCount(3);
  await page.getByLabel('Events').selectOption('With motion');
  await expect(recordings).toHaveCount(0);
  await page.getByLabel('Events').selectOption('With or without');
  await all.check();
  await chosen.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('3 recordings deleted')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(recordings).toHaveCount(2);
});

test('A camera is recorded on events, and the time between them is no gap', async ({ page, server }) => {
  const camera = await server.addCamera({
    name: 'Yard',
    protocol: 'rtsp',
    source_url: 'rtsp://127.0.0.1:9/yard',
  });
  for (const start of ['2026-11-20T08:00:00Z', '2026-11-20T10:00:00Z'])
    await server.addRecording({
      camera_id: camera,
      start_time: new Date(start),
      seconds: 60,
      status: 'completed',
    });

  await page.goto(`/cameras/${camera}`);
  const plan = page.getByRole('region', { name: 'When it is recorded' });
  await plan.getByLabel('Recording', { exact: true }).selectOption('On events');
  await expect(plan.getByText('It is switched on when this is saved')).toBeVisible();
  await plan.getByLabel('Begin before the event (seconds)').fill('99');
  await plan.getByRole('button', { name: 'Save' }).click();
  await expect(plan.getByText('pre_roll_seconds is a whole number from 0 to 60')).toBeVisible();
  await plan.getByLabel('Begin before the event (seconds)').fill('8');
  await plan.getByLabel('Go on after the event (seconds)').fill('20');
  await plan.getByLabel('Tampering').check();
  await plan.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Yard was saved')).toBeVisible();
  await page.reload();
  await expect(plan.getByLabel('Begin before the event (seconds)')).toHaveValue('8');
  expect(await server.request('GET', `/cameras/${camera}`)).toMatchObject({
    recording_mode: 'events',
    recording_events: { pre_roll_seconds: 8, post_roll_seconds: 20, kinds: ['motion', 'tamper'] },
    motion: { enabled: true },
  });

  await page.goto('/recordings?day=2026-11-20');
  await expect(page.getByRole('button', { name: 'Play Yard from 08:00 to 08:01' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' }).getByText('On events')).toBeVisible();
  await expect(page.getByText('1 gap')).toHaveCount(0);
});
