import { afterEach, expect, test, vi } from 'vitest';
import { browserName, pushAbility } from './push';

afterEach(() => void vi.unstubAllGlobals());

test.each([
  ['insecure', false, true, 'default'],
  ['unsupported', true, false, 'default'],
  ['blocked', true, true, 'denied'],
  ['able', true, true, 'default'],
  ['able', true, true, 'granted'],
])(
  'Notifications are %s in a browser with HTTPS %s, Web Push %s and permission %s',
  (ability, isSecureContext, hasPush, permission) => {
    const notification = { permission };
    vi.stubGlobal('window', {
      isSecureContext,
      Notification: notification,
      ...(hasPush && { PushManager: {} }),
    });
    vi.stubGlobal('navigator', { serviceWorker: {} });
    vi.stubGlobal('Notification', notification);
    expect(pushAbility()).toBe(ability);
  },
);

test.each([
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox on Linux'],
  ['something else', 'Browser'],
])('%s is called %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
