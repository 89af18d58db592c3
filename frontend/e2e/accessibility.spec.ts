import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { FalconEye } from './support/falcon-eye';
import { expect, test } from './support/test';

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

/** A camera in each state that needs no source, and recordings. */
async function furnish(server: FalconEye): Promise<string> {
  const { id } = await server.request<{ id: string }>('POST', '/cameras/', {
    name: 'Gate',
    protocol: 'rtsp',
    location: 'North',
    source_url: 'rtsp://127.0.0.1:9/a',
  });
  await server.runCamera({ name: 'Lost', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/b' });
  for (const status of ['completed', 'failed']) {
    await server.request('POST', '/recordings/', {
      id: `${id}_${status}`,
      camera_id: id,
      file_path: `/nowhere/${status}.mp4`,
      file_name: `${status}.mp4`,
      start_time: new Date(Date.now() - 60_000).toISOString(),
      status,
    });
  }
  return id;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('axe finds nothing on any page', async ({ page, server }) => {
      const id = await furnish(server);
      const pages = [
        '/cameras',
        '/cameras?view=list',
        '/cameras?q=nothing-like-it',
        '/cameras?dialog=add',
        '/cameras?dialog=scan',
        `/cameras/${id}`,
        '/cameras/00000000-0000-0000-0000-000000000000',
        '/recordings',
        '/recordings?day=2020-01-01',
        '/settings',
        '/no-such-page',
      ];
      for (const address of pages) {
        await test.step(address, async () => {
          await page.goto(address);
          await expect(page.locator('.animate-pulse')).toHaveCount(0);
          await expect(page.getByRole('heading').first()).toBeVisible();
          await expectNoViolations(page);
        });
      }
      await page.getByRole('button', { name: 'Open the assistant' }).click();
      await expect(page.getByRole('complementary')).toBeVisible();
      await expectNoViolations(page);
    });
  });
}

test('The page can be used by keyboard alone', async ({ page, server }) => {
  await furnish(server);
  await page.goto('/cameras');
  await expect(page.getByRole('link', { name: 'Gate' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();

  const more = page.getByRole('button', { name: 'More actions: Gate' });
  await more.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Edit' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
