import type { BrowserContext, Page } from '@playwright/test';
import { setupCode } from './support/falcon-eye';
import { expect, password, test } from './support/locked-server';

const cameraPassword = 'Kn4ckw0rst';
const key = 'sk-ant-typed-into-the-settings';

test('Tokens and links open what they were made for, and nothing secret stays in the browser', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.request.post('/api/auth/setup', {
    data: { user_name: 'anna', password, setup_code: setupCode },
  });
  await page.request.post('/api/cameras', {
    data: { name: 'Bedroom', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/b' },
  });
  const id = await addCamera(page);
  const link = await makeLink(page, id);
  const token = await makeToken(page);
  await enterKey(page);

  await page.goto('/cameras');
  await expect(page.getByRole('link', { name: 'Gate' })).toBeVisible();
  const kept = await storageOf(page, context);
  for (const secret of [password, cameraPassword, key, token, link.split('token=')[1] ?? link]) {
    expect(kept).not.toContain(secret);
  }
});

/** Adds a camera with a password as people do. */
async function addCamera(page: Page): Promise<string> {
  await page.goto('/cameras?dialog=add');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Gate');
  await dialog
    .getByRole('textbox', { name: 'Stream address' })
    .fill(`rtsp://root:${cameraPassword}@127.0.0.1:9/a`);
  await dialog.getByRole('button', { name: 'Add camera' }).click();
  await page.getByRole('link', { name: 'Gate' }).click();
  await expect(page).toHaveURL(/\/cameras\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
}

/** A link for a player, which needs no cookie. */
async function makeLink(page: Page, cameraId: string): Promise<string> {
  const section = page.getByRole('region', { name: 'Link for a player' });
  await section.getByLabel('Shows').selectOption('One picture');
  await section.getByRole('button', { name: 'Make a link' }).click();
  const link = (await section.locator('code').textContent()) ?? '';
  expect(link).toContain(`/api/cameras/${cameraId}/snapshot?token=`);
  expect((await fetch(link)).status).not.toBe(401);
  expect((await fetch(link.replace(cameraId, cameraId.replace(/^./, 'f')))).status).toBe(401);
  await section.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  return link;
}

/** A token for one camera of the two. */
async function makeToken(page: Page): Promise<string> {
  await page.goto('/account');
  const section = page.getByRole('region', { name: 'API tokens' });
  await section.getByLabel('What it is for').fill('Picture frame');
  await section.getByLabel(/^All cameras/).uncheck();
  await section.getByRole('button', { name: 'Make a token' }).click();
  await expect(section.getByText('Choose at least one camera.')).toBeVisible();
  await section.getByLabel('Gate').check();
  await section.getByLabel(/^Your password/).fill(password);
  await section.getByRole('button', { name: 'Make a token' }).click();
  const token = (await section.locator('code').textContent()) ?? '';
  const headers = { Authorization: `Bearer ${token}` };
  const seen = await fetch(new URL('/api/cameras', page.url()), { headers });
  const { cameras } = (await seen.json()) as { cameras: { name: string }[] };
  expect(cameras.map(({ name }) => name)).toEqual(['Gate']);
  return token;
}

async function enterKey(page: Page): Promise<void> {
  await page.goto('/settings');
  await page.getByLabel('Anthropic API key').fill(key);
  const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await page.getByRole('button', { name: 'Save changes' }).click();
  expect((await saved).ok()).toBe(true);
}

/** Everything that the browser keeps for the page. */
async function storageOf(page: Page, context: BrowserContext): Promise<string> {
  const cookiesAndDatabases = await context.storageState({ indexedDB: true });
  const rest = await page.evaluate(async () => {
    const kept = [
      JSON.stringify(Object.entries(sessionStorage)),
      JSON.stringify(history.state),
      location.href,
    ];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        kept.push(request.url, (await (await cache.match(request))?.text()) ?? '');
      }
    }
    return kept.join('\n');
  });
  return JSON.stringify(cookiesAndDatabases) + rest;
}
