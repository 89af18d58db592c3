import type { Page } from '@playwright/test';
import { SimulatedCameras } from '../e2e/support/simulated-camera';
import { expect, test } from '../e2e/support/test';
import { runCameras } from './support/live-cameras';
import { processorSeconds } from './support/processes';
import { printTable, quantile } from './support/table';

const warmUpMs = 10_000;
const measuredMs = 30_000;

/** Notes in the page when the first picture is on the screen, and when the last. */
async function watchFirstPictures(page: Page, count: number): Promise<void> {
  await page.addInitScript((wanted: number) => {
    const moments = { first: 0, last: 0 };
    Object.assign(window, { firstPictures: moments });
    new MutationObserver((_, observer) => {
      const live = document.querySelectorAll('[data-live-phase="live"]').length;
      if (live > 0) moments.first ||= performance.now();
      if (live < wanted) return;
      moments.last = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-live-phase'] });
  }, count);
}

/** Pictures a second of each camera, as the page itself counts them, and how long calls of the API take meanwhile. */
async function measure(page: Page) {
  return page.evaluate(async (forMs) => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const sums = new Map<Element, number>();
    const calls: number[] = [];
    const end = performance.now() + forMs;
    let rounds = 0;
    while (performance.now() < end) {
      for (const picture of document.querySelectorAll('[data-live-phase]')) {
        const rate = Number.parseFloat(picture.querySelector('p')?.textContent ?? '0') || 0;
        sums.set(picture, (sums.get(picture) ?? 0) + rate);
      }
      rounds++;
      for (const path of ['/api/cameras/', '/api/recordings/?status=recording']) {
        const began = performance.now();
        await (await fetch(path)).json();
        calls.push(performance.now() - began);
      }
      await wait(500);
    }
    return { rates: [...sums.values()].map((sum) => sum / rounds), calls };
  }, measuredMs);
}

const kinds = [
  { title: '25 cameras, Motion JPEG passed through', protocol: 'http', count: 25, framerate: 10 },
  { title: '12 cameras, RTSP with H.264', protocol: 'rtsp', count: 12, framerate: 10 },
] as const;

for (const { title, protocol, count, framerate } of kinds) {
  test(title, async ({ page, server }) => {
    const options = [
      '--cameras',
      String(count),
      '--fps',
      String(framerate),
      '--width',
      '640',
      '--height',
      '480',
    ];
    const cameras = await (protocol === 'http'
      ? SimulatedCameras.mjpeg(...options)
      : SimulatedCameras.rtsp(...options));
    try {
      await runCameras(server, cameras, { protocol, framerate });
      await watchFirstPictures(page, count);
      await page.goto('/cameras?view=wall');
      await expect(page.locator('[data-live-phase="live"]')).toHaveCount(count);
      const { first, last } = await page.evaluate(
        () => (window as unknown as { firstPictures: { first: number; last: number } }).firstPictures,
      );
      await page.waitForTimeout(warmUpMs);

      const usedBefore = processorSeconds(process.pid);
      const { rates, calls } = await measure(page);
      const cores = (processorSeconds(process.pid) - usedBefore) / (measuredMs / 1000);

      printTable(
        [title, 'value'],
        [
          ['first picture after opening the page, s', (first / 1000).toFixed(2)],
          ['last of the first pictures, s', (last / 1000).toFixed(2)],
          ['pictures a second, slowest camera', Math.min(...rates).toFixed(1)],
          ['pictures a second, median camera', quantile(rates, 0.5).toFixed(1)],
          ['API call, median, ms', quantile(calls, 0.5).toFixed(0)],
          ['API call, 95 %, ms', quantile(calls, 0.95).toFixed(0)],
          ['API call, longest, ms', Math.max(...calls).toFixed(0)],
          ['cores of browser, server, relays and simulated cameras', cores.toFixed(2)],
        ],
      );
    } finally {
      await cameras.dispose();
    }
  });
}
