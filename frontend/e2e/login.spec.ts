import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { setupCode } from './support/falcon-eye';
import { expect, makeAdministrator, password, test } from './support/locked-server';

async function setUp(page: Page): Promise<void> {
  await page.goto(`/setup#code=${setupCode}`);
  await expect(page.getByRole('heading', { name: 'Welcome to FalconEye' })).toBeVisible();
  expect(page.url()).not.toContain(setupCode);
  await expect(page.getByLabel('Setup code')).toBeHidden();
  await makeAdministrator(page);
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible();
}

async function logIn(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
}

test('The first visit makes the administrator, and logging in leads to what was asked for', async ({
  page,
}) => {
  await setUp(page);
  await logOut(page);
  await page.goto('/recordings');
  await page.getByLabel('User name').fill('anna');
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('alert')).toContainText('wrong');
  await logIn(page, 'anna');
  await expect(page.getByRole('heading', { level: 1, name: 'Recordings' })).toBeVisible();
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('Without the link the setup code is asked for, and a wrong one is refused', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Setup code').fill('a guess');
  await makeAdministrator(page, 'eve');
  await expect(page.getByText('This is not the setup code.')).toBeVisible();

  await page.goto('/setup#code=code-of-an-earlier-start');
  await makeAdministrator(page);
  await page.getByLabel('Setup code').fill(setupCode);
  await page.getByRole('button', { name: 'Make the administrator' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible();
});

test('A second factor is scanned, asked for and removed', async ({ page }) => {
  await setUp(page);
  await page.goto('/account');
  await page.getByRole('region', { name: 'Second factor' }).getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Set up a second factor' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const key = (await page.getByText(/^Key:/).locator('code').textContent()) ?? '';
  await page.getByLabel('Code of your authenticator app').fill(totpCode(key));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible();
  const recovery = (await page.getByRole('listitem').first().textContent()) ?? '';
  const another = (await page.getByRole('listitem').nth(1).textContent()) ?? '';
  await page.getByRole('button', { name: 'Close' }).click();

  await logOut(page);
  await logIn(page, 'anna');
  await page.getByLabel('Code of your authenticator app').fill('000000');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText('This code is wrong, has expired, or was used before.')).toBeVisible();
  await page.getByLabel('Code of your authenticator app').fill(recovery);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();

  const section = page.getByRole('region', { name: 'Second factor' });
  await section.getByLabel('Password').fill(password);
  await section.getByLabel('Code of your authenticator app, or a recovery code').fill(another);
  await section.getByRole('button', { name: 'Remove the second factor' }).click();
  await expect(section.getByRole('button', { name: 'Set up a second factor' })).toBeVisible();
});

test('A viewer sees the cameras that are theirs, and no buttons for what they may not do', async ({
  page,
}) => {
  await setUp(page);
  for (const name of ['Gate', 'Bedroom']) {
    const data = { name, protocol: 'rtsp', source_url: `rtsp://127.0.0.1:9/${name}` };
    expect((await page.request.post('/api/cameras', { data })).status()).toBe(201);
  }
  await proposeToStart(page, 'Gate');
  await page.goto('/users');
  await page.getByRole('button', { name: 'Add user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User name').fill('ben');
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByLabel(/^All cameras/).uncheck();
  await dialog.getByLabel('Gate').check();
  await dialog.getByRole('button', { name: 'Add user' }).click();
  await expect(page.getByText('Viewer · 1 camera · never logged in')).toBeVisible();

  // One's own password is changed where the old one is asked for: the server refuses it here.
  await page.getByRole('button', { name: 'Change anna' }).click();
  await expect(dialog.getByRole('link', { name: 'Your account' })).toBeVisible();
  await expect(dialog.getByLabel(/password/i)).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await logOut(page);
  await page.goto('/cameras');
  await logIn(page, 'ben');
  await expect(page.getByRole('link', { name: 'Gate' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Bedroom' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Add camera' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Settings' })).toBeHidden();
  await page.getByRole('button', { name: 'Account of ben' }).click();
  await expect(page.getByRole('menuitem', { name: 'Users' })).toBeHidden();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Open the assistant' }).click();
  const card = page.getByRole('region', { name: 'Proposed change' });
  await expect(card).toContainText('Start "Gate".');
  await expect(card).toContainText('An operator or administrator who may use this camera can confirm it');
  await expect(card.getByRole('button')).toHaveCount(0);
});

test('axe finds nothing on the pages of logins', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Welcome to FalconEye' })).toBeVisible();
  await expectAccessible(page);
  await setUp(page);
  for (const address of ['/account', '/users']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('.animate-pulse')).toHaveCount(0);
    await expectAccessible(page);
  }
  await page.getByRole('button', { name: 'Add user' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await logOut(page);
  await expectAccessible(page);
});

/** As another assistant does by MCP. */
async function proposeToStart(page: Page, camera: string): Promise<void> {
  const answer = await page.request.post('/mcp', {
    headers: { Accept: 'application/json, text/event-stream' },
    data: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'start_camera', arguments: { camera } },
    },
  });
  expect(await answer.text()).toContain('waiting_for_a_person');
}

/** RFC 6238: six digits of an HMAC over the number of half minutes since 1970. */
function totpCode(base32: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(base32, (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
