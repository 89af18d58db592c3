import { expect, test } from './support/test';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

test('Nothing is cut off on a phone, nor at 200 % zoom', async ({ page, server }) => {
  const name = 'A camera with quite a long name above the second garage door on the left';
  const id = await server.runCamera({ name, protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/nothing' });
  for (const address of ['/cameras', `/cameras/${id}`, '/cameras?dialog=add', '/recordings', '/settings']) {
    await test.step(address, async () => {
      await page.goto(address);
      await expect(page.getByRole('heading').first()).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  }
});
