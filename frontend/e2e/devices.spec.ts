import type { Page } from '@playwright/test';
import { setupCode } from './support/falcon-eye';
import { expect, makeAdministrator, test } from './support/locked-server';

/** A browser of a test has no push service: this stands in for it, with a key that a server takes. */
function withPushService(): void {
  const subscription = (applicationServerKey: ArrayBuffer) => ({
    // An address for documentation (RFC 5737): nothing is there.
    endpoint: 'https://203.0.113.5/push/phone',
    options: { applicationServerKey },
    toJSON: () => ({
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
    }),
    unsubscribe: () => {
      sessionStorage.removeItem('push');
      return Promise.resolve(true);
    },
  });
  const bytes = (key: string) =>
    Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)).buffer;
  Object.assign(PushManager.prototype, {
    subscribe: ({ applicationServerKey }: { applicationServerKey: string }) => {
      sessionStorage.setItem('push', applicationServerKey);
      return Promise.resolve(subscription(bytes(applicationServerKey)));
    },
    getSubscription: () => {
      const key = sessionStorage.getItem('push');
      return Promise.resolve(key === null ? null : subscription(bytes(key)));
    },
  });
}

async function setUp(page: Page): Promise<string[]> {
  const messages: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) messages.push(message.text());
  });
  await page.goto(`/setup#code=${setupCode}`);
  await makeAdministrator(page);
  await expect(page.getByRole('heading', { name: 'Add your first camera' })).toBeVisible();
  return messages;
}

test('A browser gets alerts once its user turns them on, and none after they are turned off', async ({
  page,
  context,
}) => {
  const messages = await setUp(page);
  await page.evaluate(() => Object.defineProperty(Notification, 'permission', { value: 'denied' }));
  await page.getByRole('button', { name: 'Account of anna' }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await expect(page.getByText('Notifications of this page are blocked.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Notify this device' })).toBeHidden();

  await context.grantPermissions(['notifications']);
  await page.addInitScript(withPushService);
  await page.reload();
  await expect(page.getByText('This device gets no notifications.')).toBeVisible();
  await page.getByRole('button', { name: 'Notify this device' }).click();
  await expect(page.getByText('This device gets notifications.')).toBeVisible();
  const devices = page.getByRole('list', { name: 'Your devices' });
  await expect(devices.getByRole('listitem')).toContainText('Chrome on');
  await expect(devices.getByRole('listitem')).toContainText('this device');

  await page.goto('/alerts');
  await expect(page.getByText('This device gets notifications.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Channels' })).toContainText('Devices');
  await page.getByRole('button', { name: 'Turn off here' }).click();
  await expect(page.getByText('This device gets no notifications.')).toBeVisible();
  await expect(devices).toBeHidden();
  expect(messages).toEqual([]);
});

test('The dashboard can be installed, and its service worker shows what is pushed and opens its event', async ({
  page,
  context,
  server,
}) => {
  await context.grantPermissions(['notifications']);
  const messages = await setUp(page);
  const manifest = await page.request.get('/manifest.webmanifest');
  expect(manifest.headers()['content-type']).toContain('application/manifest+json');
  const { icons } = (await manifest.json()) as { icons: { src: string; purpose: string }[] };
  expect(icons.map(({ purpose }) => purpose)).toContain('maskable');
  for (const { src } of icons)
    expect((await page.request.get(src)).headers()['content-type']).toBe('image/png');

  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js');
    await navigator.serviceWorker.ready;
  });
  const client = await context.newCDPSession(page);
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  // Chromium without a desktop shows no notifications: what it is asked to show is looked at.
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('There is no service worker.');
  await worker.evaluate(`self.registration.showNotification = async (title, { body, tag, data }) => {
    self.shown = { title, body, tag, data };
  }`);
  const registered = new Promise<string>((resolve) =>
    client.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    }),
  );
  await client.send('ServiceWorker.enable');
  const registrationId = await registered;
  const data = JSON.stringify({
    title: 'Gate: motion',
    text: 'Motion',
    link: '/events?event=7',
    tag: 'event-7',
  });
  await client.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data });
  await expect
    .poll(() => worker.evaluate('self.shown'))
    .toEqual({ title: 'Gate: motion', body: 'Motion', tag: 'event-7', data: { link: '/events?event=7' } });
  expect(messages).toEqual([]);

  // As a click does it, which a test cannot do outside of the page.
  await worker.evaluate(`self.dispatchEvent(Object.assign(new Event('notificationclick'), {
    notification: { close: () => undefined, data: self.shown.data },
    waitUntil: () => undefined,
  }))`);
  await expect(page).toHaveURL(/\/events\?event=7$/);
});
