import type { Page } from '@playwright/test';
import { openHlsPage, playHls, type PageWithHls } from '../e2e/support/hls-player';
import { SimulatedCameras } from '../e2e/support/simulated-camera';
import { expect, test } from '../e2e/support/test';
import { runCameras } from './support/live-cameras';
import { printTable, quantile } from './support/table';

const loopSeconds = 32;
/** Long enough to catch up from what a player begins with. */
const warmUpMs = 20_000;
const measuredMs = 40_000;

/**
 * Ages of the pictures on the screen, in seconds, by the clock that the simulated camera draws (tools/simulated-cameras/picture_clock.py): the
 * position in its loop as 20 blocks, black or white, on top of the picture.
 */
function readAges(page: Page, names: readonly string[]) {
  return page.evaluate(
    async (wanted) => {
      const { hlsPlayers } = window as unknown as PageWithHls;
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('There is no canvas.');
      const read = (video: HTMLVideoElement) => {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        context.drawImage(video, 0, 0);
        const row = context.getImageData(0, Math.floor(canvas.height / 20), canvas.width, 1).data;
        const level = (block: number) => row[Math.floor(((block + 0.5) * canvas.width) / 20) * 4] ?? 0;
        const middle = (level(0) + level(1)) / 2;
        let milliseconds = 0;
        for (let bit = 0; bit < 16; bit++)
          milliseconds = milliseconds * 2 + (level(bit + 2) > middle ? 1 : 0);
        const age = Date.now() / 1000 - milliseconds / 1000;
        return ((age % wanted.loop) + wanted.loop) % wanted.loop;
      };
      const ages = Object.fromEntries(wanted.names.map((name) => [name, [] as number[]]));
      const end = performance.now() + wanted.forMs;
      while (performance.now() < end) {
        for (const name of wanted.names) {
          const player = hlsPlayers[name];
          if (player) ages[name]?.push(read(player.video));
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      return ages;
    },
    { names, loop: loopSeconds, forMs: measuredMs },
  );
}

function stateOf(page: Page, name: string) {
  return page.evaluate((wanted) => {
    const player = (window as unknown as PageWithHls).hlsPlayers[wanted];
    return player ? { time: player.video.currentTime, errors: player.errors } : { time: 0, errors: [] };
  }, name);
}

for (const keyframeSeconds of [1, 4]) {
  test(`HLS with a keyframe each ${keyframeSeconds} s`, async ({ page, server }) => {
    const cameras = await SimulatedCameras.rtsp(
      ...['--fps', '25', '--width', '640', '--height', '360', '--loop-seconds', String(loopSeconds)],
      ...['--keyframe-seconds', String(keyframeSeconds)],
    );
    try {
      await runCameras(server, cameras, { protocol: 'rtsp', framerate: 25 });
      const { cameras: listed } = await server.request<{ cameras: { id: string }[] }>('GET', '/cameras/');
      const url = `/api/cameras/${listed[0]?.id}/live.m3u8`;
      // Who comes first has no older video to begin with than that which comes: those who come later have.
      const playlist = async () =>
        (await fetch(`${server.url}/api/cameras/${listed[0]?.id}/hls/index.m3u8`)).text();
      const segments = async () => (await playlist()).split('#EXTINF').length - 1;
      await expect.poll(segments).toBe(6);
      await openHlsPage(page);
      const players = {
        'whole segments': { lowLatencyMode: false },
        parts: { lowLatencyMode: true },
        'parts, catching up': { lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.1 },
      };
      const names = Object.keys(players);
      for (const [name, config] of Object.entries(players)) await playHls(page, name, url, config);
      for (const name of names)
        await expect.poll(async () => (await stateOf(page, name)).time).toBeGreaterThan(0);
      await page.waitForTimeout(warmUpMs);

      const ages = await readAges(page, names);
      const rows: string[][] = [];
      for (const name of names) {
        const values = ages[name] ?? [];
        const { errors } = await stateOf(page, name);
        const figures = [quantile(values, 0.5), quantile(values, 0.95), Math.max(...values)];
        rows.push([
          name,
          ...figures.map((value) => value.toFixed(2)),
          String(errors.length),
          [...new Set(errors)].join('; '),
        ]);
      }
      printTable(
        [
          `hls.js, keyframe each ${keyframeSeconds} s`,
          'picture age: median, s',
          '95 %, s',
          'longest, s',
          'errors',
          'which',
        ],
        rows,
      );
    } finally {
      await cameras.dispose();
    }
  });
}
