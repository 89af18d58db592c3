import { test as base, expect } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { FalconEye, setupCode } from './support/falcon-eye';
import { OpenIdProvider } from './support/openid-provider';

const administrator = { user_name: 'anna', password: 'violet tractor moon', setup_code: setupCode };

/** A server whose administrator is made. */
async function launch(authority: string): Promise<FalconEye> {
  const server = await FalconEye.launch({
    AUTH_MODE: 'on',
    OIDC_AUTHORITY: authority,
    OIDC_CLIENT_ID: 'falcon-eye',
    OIDC_NAME: 'The Office',
  });
  await server.request('POST', '/auth/setup', administrator);
  return server;
}

/** With a provider of another site. */
const test = base.extend<{ provider: OpenIdProvider; server: FalconEye }>({
  provider: async ({}, use) => {
    const provider = await OpenIdProvider.launch({ sub: 'ben-1', preferred_username: 'ben' });
    await use(provider);
    provider.dispose();
  },
  server: async ({ provider }, use) => {
    const server = await launch(provider.authority);
    await use(server);
    await server.dispose();
  },
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
});

test('Who logs in with the provider waits for a role, gets it, and lands on the page they wanted', async ({
  page,
  playwright,
  baseURL,
}) => {
  await page.goto('/recordings');
  await expect(page.getByRole('link', { name: 'Log in with The Office' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Log in with The Office' }).click();
  await expect(page.getByRole('alert')).toContainText('you have no role here yet');

  const admin = await playwright.request.newContext({ baseURL });
  await admin.post('/api/auth/login', { data: administrator });
  const { users } = (await (await admin.get('/api/users')).json()) as {
    users: { id: string; user_name: string }[];
  };
  const ben = users.find((user) => user.user_name === 'ben')?.id ?? '';
  expect((await admin.patch(`/api/users/${ben}`, { data: { role: 'viewer' } })).status()).toBe(200);
  await admin.dispose();

  await page.goto('/recordings');
  await page.getByRole('link', { name: 'Log in with The Office' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Recordings' })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Where you are logged in' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Second factor' })).toBeHidden();
});

base('A provider that is down is said to be, beside the way in by password', async ({ page }) => {
  const server = await launch('http://localhost:9');
  await page.goto(server.url);
  await page.getByRole('link', { name: 'Log in with The Office' }).click();
  await expect(page.getByRole('alert')).toContainText('The Office cannot be reached at the moment');
  await page.getByLabel('User name').fill(administrator.user_name);
  await page.getByLabel('Password').fill(administrator.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible();
  await server.dispose();
});
