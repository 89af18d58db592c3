import { expectMovingVideo, livePicture } from './support/live-picture';
import { Nginx } from './support/nginx';
import { expect, test } from './support/test';

test('The page says that the server is gone, and goes on by itself when it is back', async ({
  page,
  server,
  mjpegCamera,
}) => {
  await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
  await page.goto('/cameras');
  await expectMovingVideo(livePicture(page, 'Yard'));

  await server.stop();
  await expect(page.getByText(/No live updates from the server/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('Picture lost, reconnecting')).toBeVisible();

  await server.start();
  await expect(page.getByText(/No live updates from the server/)).toBeHidden({ timeout: 30_000 });
  await expectMovingVideo(livePicture(page, 'Yard'));
});

test('Without the event stream the page says so, and asks for changes itself', async ({ page, server }) => {
  const nginx = await Nginx.launch(server.url, { extra: 'location = /api/events { return 503; }' });
  try {
    await page.goto(`${nginx.url}/cameras`);
    await expect(page.getByText(/No live updates from the server/)).toBeVisible();
    await server.addCamera({ name: 'Gate', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/nothing' });
    await expect(page.getByRole('link', { name: 'Gate' })).toBeVisible({ timeout: 10_000 });
  } finally {
    await nginx.dispose();
  }
});

test('A change made elsewhere is on the page within a second', async ({ page, server }) => {
  const listening = page.waitForResponse((response) => response.url().endsWith('/api/events'));
  await page.goto('/cameras');
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible();
  await listening;
  const source_url = 'rtsp://127.0.0.1:9/nothing';
  const { id } = await server.request<{ id: string }>('POST', '/cameras/', {
    name: 'Gate',
    protocol: 'rtsp',
    source_url,
  });
  await expect(page.getByRole('link', { name: 'Gate' })).toBeVisible({ timeout: 1000 });
  await server.request('PATCH', `/cameras/${id}`, { name: 'Big gate' });
  await expect(page.getByRole('link', { name: 'Big gate' })).toBeVisible({ timeout: 1000 });
});
