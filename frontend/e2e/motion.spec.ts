import { expectAccessible } from './support/accessibility';
import { expect, test } from './support/test';

test('Motion detection is switched on, and the page frames what it sees', async ({
  page,
  server,
  rtspCamera,
}) => {
  test.setTimeout(120_000);
  const id = await server.runCamera({ name: 'Gate', protocol: 'rtsp', source_url: rtspCamera.url });
  await page.goto(`/cameras/${id}`);
  const settings = page.getByRole('region', { name: 'Motion detection' });
  await settings.getByLabel('Detect motion').check();
  await expect(settings.getByLabel('Show what moves now')).toBeDisabled();
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Motion detection saved')).toBeVisible();

  // The relay starts again with the settings, and learns the background first.
  await settings.getByLabel('Show what moves now').check();
  await expect(settings.locator('[data-moving=counts]').first()).toBeVisible({ timeout: 60_000 });
  await expect(settings.getByText(/areas? moves?\./)).toBeVisible();
  await expectAccessible(page);

  await settings.getByLabel('Show what moves now').uncheck();
  await expect(settings.locator('[data-moving]')).toHaveCount(0);
  expect(await server.request('GET', `/cameras/${id}`)).toMatchObject({ motion: { enabled: true } });
});
