import { expectMovingVideo, livePicture } from './support/live-picture';
import { SimulatedCameras } from './support/simulated-camera';
import { expect, test } from './support/test';

test('A wrong address is refused at its field, and one without a camera says why', async ({ page }) => {
  await page.goto('/cameras?dialog=add');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add camera' }).click();
  await expect(dialog.getByText('Give the camera a name.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Stream address' }).fill('file:///etc/passwd');
  await expect(dialog.getByText('The address has to begin with rtsp:// or rtsps://.')).toBeVisible();

  await dialog.getByRole('textbox', { name: 'Stream address' }).fill('rtsp://127.0.0.1:9/nothing');
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(dialog.getByText('Nothing is listening at this address and port.')).toBeVisible({
    timeout: 20_000,
  });
});

test('The server has the last word on a form', async ({ page, server, rtspCamera }) => {
  await server.request('POST', '/cameras/', { name: 'Gate', protocol: 'rtsp', source_url: rtspCamera.url });
  await page.goto('/cameras?dialog=add');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Same again');
  await dialog.getByRole('textbox', { name: 'Stream address' }).fill(rtspCamera.url);
  await dialog.getByRole('button', { name: 'Add camera' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Gate');
});

test('A camera that cannot be reached says why on its card', async ({ page, server }) => {
  await server.runCamera({ name: 'Lost', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/nothing' });
  await page.goto('/cameras');
  await expect(page.getByText('ERROR', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/refused/i).first()).toBeVisible();
});

test('A camera is edited, restarted, stopped and deleted', async ({ page, server, mjpegCamera }) => {
  await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
  await page.goto('/cameras');
  await expectMovingVideo(livePicture(page, 'Yard'));

  await page.getByRole('button', { name: 'More actions: Yard' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Yard' });
  await dialog.getByLabel('Name', { exact: true }).fill('Back yard');
  await dialog.getByLabel('Picture size').fill('320x240');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('link', { name: 'Back yard' })).toBeVisible();
  await expectMovingVideo(livePicture(page, 'Back yard'));
  await expect
    .poll(() => livePicture(page, 'Back yard').locator('canvas').getAttribute('width'), { timeout: 45_000 })
    .toBe('320');

  await page.getByRole('button', { name: 'More actions: Back yard' }).click();
  await page.getByRole('menuitem', { name: 'Restart' }).click();
  await expect(page.getByText('Back yard is restarting')).toBeVisible();
  await expectMovingVideo(livePicture(page, 'Back yard'));

  await page.getByRole('button', { name: 'Stop: Back yard' }).click();
  await expect(page.getByText('STOPPED', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'More actions: Back yard' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible({ timeout: 30_000 });
});

test('One camera has a page with its facts, a snapshot and the full screen', async ({
  page,
  server,
  mjpegCamera,
}) => {
  await server.runCamera({
    name: 'Hall',
    protocol: 'http',
    source_url: mjpegCamera.url,
    location: 'Ground floor',
  });
  await page.goto('/cameras');
  await page.getByRole('link', { name: 'Hall' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hall' })).toBeVisible();
  await expectMovingVideo(livePicture(page, 'Hall'));

  const facts = page.getByRole('region', { name: 'About this camera' });
  await expect(facts).toContainText('640×480');
  await facts.getByRole('button', { name: 'Ask the camera' }).click();
  await expect(page.getByLabel('What the camera sends').getByText('MJPEG', { exact: true })).toBeVisible({
    timeout: 20_000,
  });
  await expect(facts).toContainText('Ground floor');
  await expect(facts.getByText(/^\d+ ms$/)).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save snapshot' }).click();
  expect((await download).suggestedFilename()).toMatch(/^Hall .*\.jpg$/);

  const inFullScreen = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.getByRole('button', { name: 'Full screen', exact: true }).click();
  await expect.poll(inFullScreen).toBe(true);
  await page.getByRole('button', { name: 'Leave full screen' }).click();
  await expect.poll(inFullScreen).toBe(false);
});

test('An edit keeps the password that it does not show', async ({ page, server }) => {
  const camera = await SimulatedCameras.rtsp('--user', 'admin', '--password', 's3cret');
  try {
    const source_url = camera.url.replace('rtsp://', 'rtsp://admin:s3cret@');
    const id = await server.runCamera({ name: 'Gate', protocol: 'rtsp', source_url });
    await page.goto(`/cameras/${id}`);
    await expectMovingVideo(livePicture(page, 'Gate'));
    await expect(page.getByLabel('What the camera sends').getByText('H264')).toBeVisible({ timeout: 45_000 });

    await page.getByRole('button', { name: 'More actions: Gate' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit Gate' });
    await expect(dialog.getByRole('textbox', { name: 'Stream address' })).toHaveValue(
      /^rtsp:\/\/admin:\*\*\*@/,
    );
    await dialog.getByRole('button', { name: 'Test connection' }).click();
    await expect(dialog.getByRole('img', { name: 'Picture from the camera' })).toBeVisible({
      timeout: 20_000,
    });
    await dialog.getByRole('button', { name: 'Use 1280x720' }).click();
    const sent = page.waitForRequest((request) => request.method() === 'PATCH');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    expect((await sent).postDataJSON()).toEqual({ resolution: '1280x720' });

    await expectMovingVideo(livePicture(page, 'Gate'));
  } finally {
    await camera.dispose();
  }
});

test('Cards do not move while the page fills', async ({ page, server, mjpegCamera }) => {
  await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
  await server.runCamera({ name: 'Lost', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/nothing' });
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { sources: { node: Node | null }[] })[]) {
        for (const { node } of entry.sources) {
          const element = node instanceof Element ? node : node?.parentElement;
          // What is written in place of a picture changes; the picture's place does not.
          if (element && !element.closest('.aspect-video')) moved.push(element.outerHTML);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/cameras');
  await expectMovingVideo(livePicture(page, 'Yard'));
  await expect(page.getByText('ERROR', { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
});

test('The numbers show the cameras that they count, and the wall shows nothing but pictures', async ({
  page,
  server,
  mjpegCamera,
}) => {
  await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
  await server.addCamera({ name: 'Cellar', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/nothing' });
  await page.goto('/cameras');
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('link', { name: 'Show only the cameras that are offline' }).click();
  await expect(page.getByRole('link', { name: 'Yard' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Cellar' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Cellar' })).toBeVisible();
  await page.getByRole('link', { name: 'Show only the cameras that are online' }).click();

  await page.getByRole('radio', { name: 'Wall: pictures only' }).click();
  await expectMovingVideo(livePicture(page, 'Yard'));
  const picture = await livePicture(page, 'Yard').boundingBox();
  expect(picture).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Add camera' })).toBeVisible();
});

test('The list can be sorted and its order is in the address', async ({ page, server }) => {
  for (const name of ['Camera 10', 'Camera 2']) {
    const source_url = `rtsp://127.0.0.1:9/${encodeURIComponent(name)}`;
    await server.request('POST', '/cameras/', { name, protocol: 'rtsp', source_url });
  }
  await page.goto('/cameras?view=list');
  const names = page.getByRole('rowheader');
  await expect(names).toHaveText(['Camera 2', 'Camera 10']);
  await page.getByRole('button', { name: 'Name' }).click();
  await expect(names).toHaveText(['Camera 10', 'Camera 2']);
  await page.reload();
  await expect(names).toHaveText(['Camera 10', 'Camera 2']);
  await page.getByRole('searchbox').fill('camera 2');
  await expect(names).toHaveText(['Camera 2']);
});

test('A camera that is scrolled away, or in a hidden tab, sends nothing', async ({
  page,
  server,
  mjpegCamera,
}) => {
  await server.runCamera({ name: 'Yard', protocol: 'http', source_url: mjpegCamera.url });
  for (let shelf = 0; shelf < 12; shelf++) {
    const source_url = `rtsp://127.0.0.1:9/${shelf}`;
    await server.addCamera({ name: `Shelf ${shelf}`, protocol: 'rtsp', source_url });
  }
  let open = 0;
  page.on('websocket', (socket) => {
    open++;
    socket.on('close', () => open--);
  });
  await page.setViewportSize({ width: 700, height: 500 });
  await page.goto('/cameras');
  // The oldest camera stands last.
  await expect(page.getByRole('link', { name: 'Shelf 11' })).toBeVisible();
  expect(open).toBe(0);

  await livePicture(page, 'Yard').scrollIntoViewIfNeeded();
  await expectMovingVideo(livePicture(page, 'Yard'));
  expect(open).toBe(1);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => open).toBe(0);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => open).toBe(1);
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect.poll(() => open).toBe(0);
});

test('The switch for events of an ONVIF camera says how that fares', async ({ page, server }) => {
  const camera = await server.addCamera({
    name: 'Drive',
    protocol: 'onvif',
    source_url: 'onvif://127.0.0.1:9/',
  });
  await page.goto(`/cameras/${camera}`);
  const events = page.getByRole('region', { name: 'Events of the camera itself' });
  await events.getByLabel('Take events from the camera').check();
  await expect(events.getByText('Start the camera to take its events.')).toBeVisible();
  await server.request('POST', `/cameras/${camera}/start`);
  await expect(events.getByText('cannot be reached over ONVIF')).toBeVisible();
  await events.getByLabel('Take events from the camera').uncheck();
  await expect(events.getByRole('status')).toHaveCount(0);
  expect(await server.request('GET', `/cameras/${camera}`)).toMatchObject({
    camera_events: { enabled: false },
  });
});
