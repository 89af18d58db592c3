import type { CDPSession } from '@playwright/test';
import { SimulatedCameras } from '../e2e/support/simulated-camera';
import { expect, test } from '../e2e/support/test';
import { runCameras } from './support/live-cameras';
import { proportionalMegabytes } from './support/processes';
import { printTable } from './support/table';

const minutes = Number(process.env.MINUTES ?? 10);

/** What the browser says of the tab, after it has collected what is not used any more. */
async function readTab(tab: CDPSession) {
  await tab.send('HeapProfiler.collectGarbage');
  const { metrics } = await tab.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    heap: value('JSHeapUsedSize') / 1e6,
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
  };
}

/** Pictures are not on the JavaScript heap: they are in the processes that draw. */
async function readProcesses(browser: CDPSession) {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const megabytes = (type: string) =>
    processInfo
      .filter((info) => info.type === type)
      .reduce((sum, { id }) => sum + proportionalMegabytes(id), 0);
  return { renderer: megabytes('renderer'), gpu: megabytes('GPU') };
}

test(`A page with 9 live cameras, left open for ${minutes} minutes`, async ({ browser, page, server }) => {
  const cameras = await SimulatedCameras.mjpeg('--cameras', '9', '--fps', '10');
  try {
    await runCameras(server, cameras, { protocol: 'http', framerate: 10 });
    await page.goto('/cameras');
    await expect(page.locator('[data-live-phase="live"]')).toHaveCount(9);
    const tab = await page.context().newCDPSession(page);
    await tab.send('Performance.enable');
    const whole = await browser.newBrowserCDPSession();

    const rows: string[][] = [];
    for (let minute = 0; minute <= minutes; minute++) {
      if (minute > 0) await page.waitForTimeout(60_000);
      const { heap, nodes, listeners } = await readTab(tab);
      const { renderer, gpu } = await readProcesses(whole);
      rows.push([minute, heap.toFixed(1), nodes, listeners, renderer.toFixed(0), gpu.toFixed(0)].map(String));
    }
    await expect(page.locator('[data-live-phase="live"]')).toHaveCount(9);
    printTable(
      ['minute', 'JavaScript heap, MB', 'DOM nodes', 'listeners', 'renderer, MB', 'GPU process, MB'],
      rows,
    );
  } finally {
    await cameras.dispose();
  }
});
