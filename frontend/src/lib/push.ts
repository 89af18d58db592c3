/** Web Push of this browser. What it knows of its subscription is asked of the browser each time: it can change there. */

/** Whether this browser can show notifications of this page; if not, why. */
export type PushAbility = 'able' | 'insecure' | 'unsupported' | 'blocked';

const workerAddress = '/service-worker.js';

export function pushAbility(): PushAbility {
  if (!window.isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
    return 'unsupported';
  }
  return Notification.permission === 'denied' ? 'blocked' : 'able';
}

/** What the server needs to know to reach this browser. */
export interface BrowserSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** The subscription of now, if it belongs to the server's key. */
export async function currentSubscription(publicKey: string): Promise<BrowserSubscription | null> {
  const subscription = await existingSubscription();
  return subscription && keyOf(subscription) === publicKey ? toRequest(subscription) : null;
}

/**
 * Asks the user for permission, and the browser's push service for a subscription.
 * @returns Null when the user refuses.
 */
export async function beginPush(publicKey: string): Promise<BrowserSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  await navigator.serviceWorker.register(workerAddress);
  const { pushManager } = await navigator.serviceWorker.ready;
  const existing = await pushManager.getSubscription();
  // One of another key, from before the server was installed again, gets no messages of this one.
  if (existing && keyOf(existing) !== publicKey) await existing.unsubscribe();
  return toRequest(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
}

/** Ends the subscription of this browser, if there is one. */
export async function endPush(): Promise<void> {
  try {
    await (await existingSubscription())?.unsubscribe();
  } catch {
    // The server has removed it, or will when the push service says that it is gone.
  }
}

/** As the server names a subscription in lists: SHA-256 of its address, in hexadecimal. */
export async function hashOf({ endpoint }: BrowserSubscription): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a browser is called until its user says otherwise: "Chrome on Android". */
export function browserName(userAgent: string): string {
  const browser = named(userAgent, [
    ['Edg', 'Edge'],
    ['OPR', 'Opera'],
    ['SamsungBrowser', 'Samsung Internet'],
    ['Firefox', 'Firefox'],
    ['FxiOS', 'Firefox'],
    ['CriOS', 'Chrome'],
    ['Chrome', 'Chrome'],
    ['Safari', 'Safari'],
  ]);
  const system = named(userAgent, [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS', 'Mac'],
    ['CrOS', 'ChromeOS'],
    ['Linux', 'Linux'],
  ]);
  if (!browser) return system ?? 'Browser';
  return system ? `${browser} on ${system}` : browser;
}

function named(text: string, names: readonly (readonly [mark: string, name: string])[]): string | undefined {
  return names.find(([mark]) => text.includes(mark))?.[1];
}

async function existingSubscription(): Promise<PushSubscription | null> {
  if (pushAbility() === 'insecure' || pushAbility() === 'unsupported') return null;
  const registration = await navigator.serviceWorker.getRegistration(workerAddress);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function toRequest(subscription: PushSubscription): BrowserSubscription {
  const { keys } = subscription.toJSON();
  return { endpoint: subscription.endpoint, keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } };
}

/** The key that a subscription belongs to, in base64url. */
function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
