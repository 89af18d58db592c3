// Shows alerts that come by Web Push, and opens the dashboard at what they are about. It keeps no files and answers no
// request: pages, video and the API come from the server, always.
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('push', (event) => event.waitUntil(show(event.data)));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.link));
});

/** Browsers demand that each message shows a notification: one that cannot be read does, too. */
function show(data) {
  const { title, text, link, tag } = read(data);
  return self.registration.showNotification(title ?? 'FalconEye', {
    body: text ?? '',
    // One notification for each event: "is over" takes the place of what it ends.
    tag: tag ?? 'falconeye',
    renotify: true,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { link },
  });
}

function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** Uses a window of the dashboard that is open already. */
async function open(link) {
  const asked = new URL(typeof link === 'string' ? link : '/', self.location.origin);
  const url = asked.origin === self.location.origin ? asked.href : self.location.origin;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const window of windows) {
    try {
      // In this order: a click allows one window to be focused or opened, and a window that cannot be led there must not take it.
      await (await window.navigate(url))?.focus();
      return;
    } catch {
      // A window that this worker does not control cannot be led elsewhere: the next one, or a new one.
    }
  }
  await self.clients.openWindow(url);
}
