export const appTexts = {
  skipToContent: 'Skip to content',
  mainNavigation: 'Main',
  cameras: 'Cameras',
  recordings: 'Recordings',
  events: 'Events',
  storage: 'Storage',
  settings: 'Settings',
  toDark: 'Dark colours',
  toLight: 'Light colours',

  stats: 'At a glance',
  showAll: 'Show all cameras',
  showOnline: 'Show only the cameras that are online',
  showOffline: 'Show only the cameras that are offline',
  total: 'Cameras',
  online: 'Online',
  offline: 'Offline',
  nodes: 'Nodes',

  disconnected:
    'No live updates from the server at the moment. Trying to reconnect; the page looks for changes itself meanwhile.',
  notFoundTitle: 'There is nothing at this address',
  notFound: 'It may have been moved or deleted.',
  crashTitle: 'This page ran into a problem',
} as const;
