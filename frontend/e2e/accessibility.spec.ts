import type { Page } from '@playwright/test';
import { expectAccessible, expectContrast } from './support/accessibility';
import type { FalconEye } from './support/falcon-eye';
import { expect, test } from './support/test';

const day = '2026-11-20';

/** A camera in each state that needs no source, and a day of recordings. */
async function furnish(server: FalconEye): Promise<string> {
  const id = await server.addCamera({
    name: 'Gate',
    protocol: 'rtsp',
    location: 'North',
    source_url: 'rtsp://127.0.0.1:9/a',
  });
  await server.runCamera({ name: 'Lost', protocol: 'rtsp', source_url: 'rtsp://127.0.0.1:9/b' });
  const add = (hour: string, seconds: number, end = {}) =>
    server.addRecording({ camera_id: id, start_time: new Date(`${day}T${hour}:00:00Z`), seconds, ...end });
  for (const hour of ['08', '10', '11']) await add(hour, 600);
  await add('13', 5, { status: 'failed', error_message: 'The disk is full.' });
  return id;
}

async function expectDialog(page: Page, role: 'dialog' | 'alertdialog' | 'menu'): Promise<void> {
  await expect(page.getByRole(role)).toBeVisible();
}

interface Scene {
  name: string;
  address: string;
  /** Opens what is not there at once. */
  open?: (page: Page) => Promise<void>;
}

/** Every page, and every dialog that can be opened on it. */
function scenes(id: string): Scene[] {
  return [
    { name: 'cameras', address: '/cameras' },
    { name: 'list', address: '/cameras?view=list' },
    { name: 'wall', address: '/cameras?view=wall' },
    { name: 'no match', address: '/cameras?q=nothing-like-it' },
    {
      name: 'menu',
      address: '/cameras',
      open: async (page) => {
        await page.getByRole('button', { name: 'More actions: Gate' }).click();
        await expectDialog(page, 'menu');
      },
    },
    {
      name: 'add, with errors',
      address: '/cameras?dialog=add',
      open: async (page) => {
        await page.getByRole('dialog').getByRole('button', { name: 'Add camera' }).click();
        await expect(page.getByText('Give the camera a name.')).toBeVisible();
      },
    },
    { name: 'scan', address: '/cameras?dialog=scan', open: (page) => expectDialog(page, 'dialog') },
    { name: 'edit', address: `/cameras?dialog=edit&of=${id}`, open: (page) => expectDialog(page, 'dialog') },
    {
      name: 'delete',
      address: `/cameras/${id}?dialog=delete`,
      open: (page) => expectDialog(page, 'alertdialog'),
    },
    { name: 'camera', address: `/cameras/${id}` },
    { name: 'no such camera', address: '/cameras/00000000-0000-0000-0000-000000000000' },
    {
      name: 'recordings, with gaps and a selection',
      address: `/recordings?day=${day}`,
      open: async (page) => {
        await page.getByRole('button', { name: /gaps$/ }).click();
        await page.getByRole('checkbox', { name: 'Select all recordings of Gate' }).check();
        await expect(page.getByText('4 recordings selected')).toBeVisible();
      },
    },
    { name: 'a day without recordings', address: '/recordings?day=2020-01-01' },
    {
      name: 'player',
      address: '/recordings',
      open: async (page) => {
        await page
          .getByRole('button', { name: /^Play Gate, / })
          .first()
          .click();
        await expectDialog(page, 'dialog');
      },
    },
    {
      name: 'settings, changed',
      address: '/settings',
      open: async (page) => {
        await page.getByLabel('Schedule').fill('0 3 * * 1');
        await expect(page.getByRole('button', { name: 'Save changes' })).toBeVisible();
      },
    },
    {
      name: 'mode by schedule',
      address: '/alerts',
      open: async (page) => {
        await page.getByRole('button', { name: 'Schedule' }).click();
        await page.getByRole('button', { name: 'Add change' }).click();
        await expectDialog(page, 'dialog');
      },
    },
    {
      name: 'delete all',
      address: '/settings',
      open: async (page) => {
        await page.getByRole('button', { name: 'Delete all cameras' }).click();
        await expectDialog(page, 'alertdialog');
      },
    },
    {
      name: 'assistant',
      address: '/settings',
      open: async (page) => {
        await page.getByRole('button', { name: 'Open the assistant' }).click();
        await expect(page.getByRole('complementary')).toBeVisible();
      },
    },
    { name: 'check of an export', address: '/exports/check' },
    { name: 'no such page', address: '/no-such-page' },
  ];
}

for (const { what, belongs } of [
  { what: 'on any page', belongs: (scene: Scene) => scene.open === undefined },
  { what: 'in any dialog', belongs: (scene: Scene) => scene.open !== undefined },
]) {
  test.describe(() => {
    test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

    test(`axe finds nothing ${what}, in light and in dark colours`, async ({ page, server }) => {
      test.setTimeout(300_000);
      for (const { name, address, open } of scenes(await furnish(server)).filter(belongs)) {
        await test.step(name, async () => {
          await page.goto(address);
          await expect(page.locator('.animate-pulse')).toHaveCount(0);
          await expect(page.getByRole('heading').first()).toBeAttached();
          await open?.(page);
          await expectAccessible(page);
          await darken(page);
          await expectContrast(page);
        });
      }
    });
  });
}

/** As the button for it does; once no colour is on its way any more. */
async function darken(page: Page): Promise<void> {
  await page.evaluate(async () => {
    document.documentElement.dataset.theme = 'dark';
    do await new Promise(requestAnimationFrame);
    while (document.getAnimations().some((animation) => animation instanceof CSSTransition));
  });
}

test('The page can be used by keyboard alone, and the focus comes back to where it was', async ({
  page,
  server,
}) => {
  await furnish(server);
  await page.goto('/cameras');
  await expect(page.getByRole('link', { name: 'Gate' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();

  const more = page.getByRole('button', { name: 'More actions: Gate' });
  for (const [item, role] of [
    ['Edit', 'dialog'],
    ['Delete', 'alertdialog'],
  ] as const) {
    await more.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: item }).press('Enter');
    await expect(page.getByRole(role)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`dialog=${item.toLowerCase()}&of=`));
    await page.keyboard.press('Escape');
    await expect(page.getByRole(role)).toBeHidden();
    await expect(page).toHaveURL(/\/cameras$/);
    await expect(more).toBeFocused();
  }

  const add = page.getByRole('button', { name: 'Add camera' });
  await add.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Add a camera' })).toBeVisible();
  await expect(page).toHaveURL(/dialog=add/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/dialog=add/);
  await expect(add).toBeFocused();
});

test('One Tab stop leads to a camera’s day, and the arrow keys through it', async ({ page, server }) => {
  const camera_id = await server.addCamera({
    name: 'Gate',
    protocol: 'rtsp',
    source_url: 'rtsp://127.0.0.1:9/a',
  });
  for (const hour of ['08', '10', '12']) {
    const start_time = new Date(`${day}T${hour}:00:00Z`);
    await server.addRecording({ camera_id, start_time, seconds: 3600 });
  }
  await page.goto(`/recordings?day=${day}`);
  const stretches = page.getByRole('button', { name: /^Play Gate from/ });
  await expect(stretches).toHaveCount(3);
  await stretches.first().focus();
  await page.keyboard.press('End');
  await expect(stretches.last()).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(stretches.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/play=[^&]*20261120100000/);
});
