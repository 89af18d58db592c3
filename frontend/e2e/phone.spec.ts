import type { Page } from '@playwright/test';
import { expect, test } from './support/test';

const name = 'A camera with quite a long name above the second garage door on the left';

/** Of a page, or of the dialog on it: what would have to be scrolled sideways, or is beyond the screen. */
async function expectNothingCutOff(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const scrolling = [document.documentElement, ...document.querySelectorAll('[role=dialog] *')];
    const wide = scrolling.filter(
      (element) =>
        element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX === 'auto',
    );
    const buttons = [...document.querySelectorAll('main button, main a, [role=dialog] button')].filter(
      (element) => {
        const { right, width } = element.getBoundingClientRect();
        return width > 0 && right > window.innerWidth + 1 && !element.closest('[role=region], .truncate');
      },
    );
    return [
      document.documentElement.scrollWidth - window.innerWidth,
      ...[...wide, ...buttons].map(({ outerHTML }) => outerHTML),
    ];
  });
  expect(overflow).toEqual([0]);
}

for (const { screen, use } of [
  { screen: 'a phone', use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } },
  // What is left of a screen of 1280 x 800 when its user has zoomed in.
  { screen: 'a screen at 200 % zoom', use: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 } },
]) {
  test.describe(`on ${screen}`, () => {
    test.use(use);

    test('nothing is cut off', async ({ page, server }) => {
      const id = await server.runCamera({
        name,
        location: name,
        protocol: 'rtsp',
        source_url: 'rtsp://127.0.0.1:9/nothing',
      });
      await server.addRecording({ camera_id: id, start_time: new Date(Date.now() - 60_000), seconds: 30 });
      const addresses = [
        '/cameras',
        '/cameras?view=list',
        '/cameras?view=wall',
        `/cameras/${id}`,
        '/cameras?dialog=add',
        '/cameras?dialog=scan',
        '/recordings',
        '/exports/check',
        '/settings',
      ];
      for (const address of addresses) {
        await test.step(address, async () => {
          await page.goto(address);
          await expect(page.getByRole('heading').first()).toBeAttached();
          await expect(page.locator('.animate-pulse')).toHaveCount(0);
          if (address.includes('dialog')) await expect(page.getByRole('dialog')).toBeVisible();
          await expectNothingCutOff(page);
        });
      }
    });
  });
}
