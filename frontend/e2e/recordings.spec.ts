import { expectMovingPicture, livePicture } from './support/live-picture';
import { expect, test } from './support/test';

test.use({ timezoneId: 'UTC' });

test('What is recorded can be found, played, sought in and deleted', async ({ page, server, rtspCamera }) => {
  await server.runCamera({ name: 'Front door', protocol: 'rtsp', source_url: rtspCamera.url });
  await page.goto('/cameras');
  await expectMovingPicture(livePicture(page, 'Front door'));

  await page.getByRole('button', { name: 'Record: Front door' }).click();
  await expect(page.getByText(/^REC 0:0[3-9]/)).toBeVisible({ timeout: 30_000 });

  await page.getByRole('link', { name: 'Recordings' }).first().click();
  await expect(page.getByText('Recording now', { exact: true }).filter({ visible: true })).toBeVisible();

  await page.getByRole('link', { name: 'Cameras' }).click();
  await page.getByRole('button', { name: 'Stop recording: Front door' }).click();
  await expect(page.getByText(/^REC/)).toBeHidden({ timeout: 30_000 });

  await page.getByRole('link', { name: 'Recordings' }).first().click();
  await page.getByRole('button', { name: /^Play Front door, / }).click();
  const film = page.getByLabel('Film of Front door');
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.2);
  expect(await film.evaluate((video: HTMLVideoElement) => video.duration)).toBeGreaterThan(2);
  await film.evaluate((video: HTMLVideoElement) => (video.currentTime = 2));
  await expect
    .poll(() => film.evaluate((video: HTMLVideoElement) => !video.seeking && video.currentTime >= 2))
    .toBe(true);
  await expect(page).toHaveURL(/play=/);

  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.mp4$/);

  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing recorded yet' })).toBeVisible();
});

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
