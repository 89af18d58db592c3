import type { Page } from '@playwright/test';
import { openHlsPage, playHls, type PageWithHls } from './support/hls-player';
import { expect, test } from './support/test';

function state(page: Page) {
  return page.evaluate(() => {
    const player = (window as unknown as PageWithHls).hlsPlayers.low;
    if (!player) throw new Error('There is no player.');
    const { hls, video, errors } = player;
    return {
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      /** Seconds since the picture was captured, by the playlist's times. */
      age: hls.playingDate ? (Date.now() - hls.playingDate.getTime()) / 1000 : Infinity,
      fatal: errors.filter((error) => error.startsWith('fatal')),
    };
  });
}

test('hls.js plays the parts of segments that have not ended, as they come', async ({
  page,
  server,
  rtspCamera,
}) => {
  test.setTimeout(180_000);
  const id = await server.runCamera({ name: 'Gate', protocol: 'rtsp', source_url: rtspCamera.url });
  const requests = new Set<string>();
  page.on('requestfinished', (request) => {
    const [, name] = /\/hls\/([a-z]+).*/.exec(request.url()) ?? [];
    if (name) requests.add(request.url().includes('_HLS_part=') ? 'blocking reload' : name);
  });
  await openHlsPage(page);
  await playHls(page, 'low', `/api/cameras/${id}/live.m3u8`, {
    lowLatencyMode: true,
    maxLiveSyncPlaybackRate: 1.5,
  });

  const frames = async () => (await state(page)).frames;
  await expect.poll(frames, { timeout: 45_000 }).toBeGreaterThan(0);
  await expect.poll(frames).toBeGreaterThan((await frames()) + 30);
  expect(requests).toContain('part');
  expect(requests).toContain('blocking reload');

  // By whole segments of a second it would be more than four seconds behind.
  await expect.poll(async () => (await state(page)).age, { timeout: 60_000 }).toBeLessThan(3.5);
  expect((await state(page)).fatal).toEqual([]);
});
