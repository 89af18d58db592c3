import type { PushAbility } from '@/lib/push';

const cannot: Record<Exclude<PushAbility, 'able'>, string> = {
  insecure:
    'Browsers allow notifications only over HTTPS, or on the server’s own machine (localhost). Open the dashboard by its https:// address.',
  unsupported:
    'This browser does not support notifications. On an iPhone or iPad, add the dashboard to the Home Screen first (Share, “Add to Home Screen”) and open it from there.',
  blocked:
    'Notifications of this page are blocked. Allow them in the browser’s settings of this page, then reload it.',
};

export const deviceTexts = {
  title: 'Notifications',
  text: 'Alerts about the cameras that you may see, on your phone or computer, also when the dashboard is closed.',
  openNotice: 'Logins are off: devices belong to users, so notifications need logins (AUTH_MODE=on).',
  cannot,
  off: 'This device gets no notifications.',
  on: 'This device gets notifications.',
  turnOn: 'Notify this device',
  turnOff: 'Turn off here',
  turnedOn: 'This device is notified from now on',
  notAllowed: 'The browser was not allowed to notify you. Press the button again and choose “Allow”.',
  untrusted:
    'The browser does not trust the server’s certificate and allows no notifications with it. Trust the certificate on this device, or give the server one of a certificate authority (TLS_CERT).',
  noService:
    'The browser got no address from its push service. Private windows and some browsers have none, or it is turned off in the settings: turn it on there, or use another window or browser.',

  devices: 'Your devices',
  thisDevice: 'this device',
  delivered: (time: string) => `last notified ${time}`,
  neverDelivered: 'not notified yet',
  test: 'Send a test',
  testDevice: (name: string) => `Send a test to ${name}`,
  testSent: 'The test was sent',
  testFailed: (reason: string) => `The test was not sent: ${reason}`,
  remove: (name: string) => `Remove ${name}`,
} as const;
