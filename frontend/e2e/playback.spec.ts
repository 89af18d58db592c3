import { type Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { eventually } from './support/eventually';
import { record, spreadOf } from './support/playback';
import { SimulatedCameras } from './support/simulated-camera';
import { expect, test } from './support/test';

test.use({ timezoneId: 'UTC' });

/** Where the player is, in milliseconds since midnight, and whether a picture is there. */
function playerState(page: Page) {
  return page.locator('video').evaluate((video: HTMLVideoElement) => ({
    time: video.currentTime * 1000,
    ready: video.readyState,
    seeking: video.seeking,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
  }));
}

test('Cameras play by one clock, and one that recorded nothing does not stop the others', async ({
  page,
  server,
}) => {
  test.setTimeout(180_000);
  const source = await SimulatedCameras.rtsp('--cameras', '2');
  try {
    const [gate, yard] = await Promise.all(
      ['Gate', 'Yard'].map((name, i) =>
        server.runCamera({ name, protocol: 'rtsp', source_url: source.urls[i] ?? '' }),
      ),
    );
    if (!gate || !yard) throw new Error('No cameras.');
    const [whole, short] = await Promise.all([record(server, gate, 20), record(server, yard, 9)]);
    const from = Math.max(Date.parse(whole.start_time), Date.parse(short.start_time)) + 500;
    await page.goto(`/playback?cameras=${gate},${yard}&at=${new Date(from).toISOString()}`);

    await test.step('both in step', async () => {
      await expect(page.getByRole('heading', { name: 'Cameras together' })).toBeVisible();
      await expect.poll(() => spreadOf(page), { timeout: 20_000 }).toBeLessThan(100);
      await page.getByRole('combobox').selectOption('2');
      await expect.poll(() => spreadOf(page), { timeout: 20_000 }).toBeLessThan(100);
      await page.getByRole('combobox').selectOption('1');
    });

    const tile = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await test.step('the one goes on when the other has nothing more', async () => {
      await expect(tile('Yard').getByText('Nothing recorded: stopped by a person')).toBeVisible({
        timeout: 20_000,
      });
      await expect(tile('Gate')).toHaveAttribute('data-picture', 'shown');
    });

    await test.step('both are sought in together, and stand at the same moment', async () => {
      await page.getByRole('button', { name: 'Pause' }).click();
      const slider = page.getByRole('slider', { name: 'Timeline' });
      await slider.focus();
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => spreadOf(page), { timeout: 20_000 }).toBeLessThan(25);
      const before = Number(await slider.getAttribute('aria-valuenow'));
      await page.getByRole('button', { name: 'One frame forward' }).click();
      await expect
        .poll(async () => Number(await slider.getAttribute('aria-valuenow')) - before)
        .toBeGreaterThan(30);
      await expect.poll(() => spreadOf(page), { timeout: 20_000 }).toBeLessThan(25);
    });

    await test.step('cameras are removed and chosen', async () => {
      await page.getByRole('button', { name: 'Remove Yard' }).click();
      await expect(tile('Yard')).toBeHidden();
      await page.getByRole('button', { name: 'Choose cameras' }).click();
      const dialog = page.getByRole('dialog', { name: 'Choose cameras' });
      await dialog.getByRole('checkbox', { name: 'Yard' }).check();
      await dialog.getByRole('button', { name: 'Play' }).click();
      await expect(tile('Yard')).toBeVisible();
      await expectAccessible(page);
    });
  } finally {
    await source.dispose();
  }
});

test('H.265 is converted for a browser that does not play it', async ({ page, server }) => {
  test.setTimeout(180_000);
  const source = await SimulatedCameras.rtsp('--codec', 'h265');
  try {
    const camera = await server.runCamera({ name: 'Yard', protocol: 'rtsp', source_url: source.url });
    const recording = await record(server, camera, 12);
    await page.goto(`/cameras/${camera}/playback?at=${recording.start_time}`);

    await expect(page.getByRole('status').filter({ hasText: 'converts it to H.264' })).toBeVisible();
    const start = Date.parse(recording.start_time) % 86_400_000;
    await expect
      .poll(async () => (await playerState(page)).time, { timeout: 30_000 })
      .toBeGreaterThan(start + 4500);
    expect((await playerState(page)).frames).toBeGreaterThan(30);

    await page.keyboard.press('k');
    await page.getByRole('slider', { name: 'Timeline' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => Math.abs((await playerState(page)).time - start)).toBeLessThan(1000);
    await expect.poll(async () => (await playerState(page)).ready, { timeout: 15_000 }).toBeGreaterThan(1);
  } finally {
    await source.dispose();
  }
});

test('A day of a camera plays over its files and gaps, and is sought in', async ({
  page,
  server,
  rtspCamera,
}) => {
  test.setTimeout(180_000);
  const camera = await server.runCamera({ name: 'Gate', protocol: 'rtsp', source_url: rtspCamera.url });
  await eventually(
    async () => (await server.request<{ status: string }>('GET', `/cameras/${camera}`)).status === 'running',
    () => 'The camera does not run.',
  );
  const first = await record(server, camera, 9);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const second = await record(server, camera, 9);
  const ofDay = (iso: string | null) => Date.parse(iso ?? '') % 86_400_000;

  let exported = '';
  await page.goto(`/cameras/${camera}/playback?at=${first.start_time}`);
  await expect(page.getByRole('heading', { name: 'Gate: playback' })).toBeVisible();
  await expect
    .poll(async () => (await playerState(page)).time, { timeout: 15_000 })
    .toBeGreaterThan(ofDay(first.start_time) + 1500);

  await test.step('goes on behind the gap, and says why there is one', async () => {
    const notice = page.getByRole('status').filter({ hasText: /skipped/ });
    await expect(notice).toContainText('stopped', { timeout: 20_000 });
    await expect
      .poll(async () => (await playerState(page)).time, { timeout: 10_000 })
      .toBeGreaterThan(ofDay(second.start_time) + 1000);
  });

  await test.step('is sought in by the timeline, keys and buttons', async () => {
    await page.keyboard.press('k');
    await page.getByRole('slider', { name: 'Timeline' }).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect
      .poll(async () => Math.abs((await playerState(page)).time - ofDay(first.start_time)))
      .toBeLessThan(100);
    const before = (await playerState(page)).time;
    await page.getByRole('button', { name: 'One frame forward' }).click();
    await expect.poll(async () => (await playerState(page)).time - before).toBeGreaterThan(10);
    // A frame takes 67 ms; a busy machine shows every third while it measures that.
    await expect.poll(async () => (await playerState(page)).time - before).toBeLessThan(250);
    await page.getByRole('button', { name: 'Next gap' }).click();
    await expect
      .poll(async () => Math.abs((await playerState(page)).time - (ofDay(first.end_time) - 2000)))
      .toBeLessThan(500);
    await page.getByLabel('Speed').selectOption('8×');
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(8);
  });

  await test.step('shows a picture soon after a jump', async () => {
    const length = ofDay(first.end_time) - ofDay(first.start_time);
    const delays: number[] = [];
    for (let i = 0; i < 20; i++) {
      const target = i % 2 ? first : second;
      const moment = Date.parse(target.start_time) + ((i * 137) % (length - 1500));
      delays.push(await seekToPicture(page, moment));
    }
    delays.sort((a, b) => a - b);
    const milliseconds = (share: number) => Math.round(delays[Math.floor(delays.length * share)] ?? 0);
    test.info().annotations.push({
      type: 'seek to picture',
      description: `median ${milliseconds(0.5)} ms, 95 % ${milliseconds(0.95)} ms`,
    });
  });

  await test.step('shows a small picture of the moment under the pointer', async () => {
    for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Show less time' }).click();
    const slider = page.getByRole('slider', { name: 'Timeline' });
    const share = await slider.evaluate((element) => {
      const value = (name: string) => Number(element.getAttribute(`aria-value${name}`));
      const [start, end, now] = [value('min'), value('max'), value('now')];
      const view = 600_000;
      return (now - Math.min(Math.max(now - view / 2, start), end - view)) / view;
    });
    const { width = 0 } = (await slider.boundingBox()) ?? {};
    await slider.hover({ position: { x: share * width, y: 30 } });
    const preview = page.getByTestId('timeline-preview');
    await expect(preview).toContainText(/^\d\d:\d\d:\d\d$/);
    await expect(preview.locator('img')).toHaveJSProperty('naturalHeight', 90);
  });

  await test.step('is exported', async () => {
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect(page.getByRole('heading', { name: 'Exports', exact: true })).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'Gate' })).toContainText('Ready', {
      timeout: 20_000,
    });
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toMatch(/^export-.*\.zip$/);
    exported = await (await download).path();
  });

  await test.step('is found whole by who gets it, on a phone too', async () => {
    await page.getByRole('link', { name: 'Check an export' }).click();
    await page.getByLabel('Choose a file').setInputFiles({
      name: 'export.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('no export'),
    });
    const verdict = page.getByRole('status').filter({ hasText: /unchanged/ });
    await expect(verdict).toContainText('Not whole and unchanged');
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('button', { name: 'Check another file' }).click();
    await page.getByLabel('Choose a file').setInputFiles(exported);
    await expect(verdict).toContainText('Signed by this server');
    await expect(page.getByText(/^1 file, /)).toBeVisible();
  });
});

/** Jumps by the timeline, as a person does, and measures until a frame of the new place is shown. */
async function seekToPicture(page: Page, moment: number): Promise<number> {
  return page.evaluate(async (at) => {
    const slider = document.querySelector('[role=slider]');
    const video = document.querySelector('video');
    if (!slider || !video) throw new Error('No player.');
    const { left, width, top } = slider.getBoundingClientRect();
    const day = Number(slider.getAttribute('aria-valuemin'));
    const x = left + ((at - day) / 86_400_000) * width;
    const shown = new Promise<number>((resolve) => {
      const began = performance.now();
      video.requestVideoFrameCallback(() => resolve(performance.now() - began));
    });
    slider.dispatchEvent(new PointerEvent('pointerdown', { clientX: x, clientY: top + 5, bubbles: true }));
    return shown;
  }, moment);
}
