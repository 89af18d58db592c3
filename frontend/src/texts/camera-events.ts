export const cameraEventTexts = {
  title: 'Events of the camera itself',
  intro:
    'Takes what the camera notices itself over ONVIF: motion, people and vehicles, crossed lines, watched areas, tampering, sound and its inputs. What it looks for is set up on the camera’s own page.',
  enabled: 'Take events from the camera',
  states: {
    off: 'Being switched on…',
    stopped: 'Start the camera to take its events.',
    connecting: 'Asking the camera…',
    subscribed: 'Events are taken.',
    failed: 'Events are not taken; it is tried again by itself.',
  },
  subscribed: (time: string) => `Events are taken since ${time}.`,
  lastEvent: (time: string) => `Last event: ${time}.`,
  noEvent: 'It has not reported an event yet.',
} as const;
