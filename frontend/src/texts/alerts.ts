import type { ArmedMode, ChannelKind, DeliveryState } from '@/lib/alert';

const kinds: Record<string, string> = {
  camera_offline: 'Camera offline',
  recording_missing: 'Recording missing',
  recording_gap: 'Gap in a recording',
  disk_forecast: 'Disk full soon',
  motion: 'Motion',
  object: 'Object recognised',
  audio: 'Loud noise',
  tamper: 'Camera covered or moved',
  camera_event: 'Event of the camera itself',
  login_refused: 'Failed login',
  camera_deleted: 'Camera deleted',
};

const channelKind: Record<ChannelKind, string> = {
  webhook: 'Webhook',
  email: 'E-mail',
  telegram: 'Telegram',
  ntfy: 'ntfy',
  mqtt: 'MQTT',
  web_push: 'Devices',
};

const modes: Record<ArmedMode, string> = { home: 'Home', away: 'Away', off: 'Off' };

const states: Record<DeliveryState, string> = {
  pending: 'Waiting',
  sending: 'Being sent',
  delivered: 'Delivered',
  failed: 'Failed',
};

export const alertTexts = {
  title: 'Alerts',
  intro: 'A rule says which events are sent to which channels.',
  kinds,
  channelKind,
  modes,
  states,

  mode: 'Mode',
  modeHint: 'Rules can be limited to modes.',

  rules: 'Rules',
  addRule: 'Add rule',
  editRule: (name: string) => `Edit rule ${name}`,
  deleteRule: (name: string) => `Delete rule ${name}`,
  noRules: 'There are no rules: no alerts are sent.',
  ruleSaved: 'Rule saved',
  ruleName: 'Name',
  events: 'Events',
  allCameras: 'All cameras',
  hold: 'Only when it lasts this long, in minutes',
  every: 'At most one alert in so many minutes for each camera',
  tellEnd: 'Tell, too, when it is over',
  from: 'From',
  to: 'To',
  hours: 'Hours (of the server’s time zone)',
  onlyInModes: 'Only in these modes',
  anyMode: 'None chosen: in every mode.',
  zones: 'Zones',
  zonesHint: 'Names of zones, separated by commas; empty for any.',
  sendTo: 'Send to',
  allChannels: 'All channels',
  enabled: 'Enabled',
  disabled: 'disabled',
  describeHold: (minutes: number) => `after ${minutes} min`,

  channels: 'Channels',
  addChannel: 'Add channel',
  editChannel: (name: string) => `Edit channel ${name}`,
  deleteChannel: (name: string) => `Delete channel ${name}`,
  testChannel: (name: string) => `Send a test to ${name}`,
  test: 'Send a test',
  testDelivered: 'The test was delivered',
  testFailed: (reason: string) => `The test was not delivered: ${reason}`,
  noChannels: 'Add a channel, so that alerts reach you.',
  channelSaved: 'Channel saved',
  channelName: 'Name',
  kind: 'Kind',
  url: 'Address',
  secret: 'Secret',
  secretHint: 'At least 16 characters. The receiver checks the signature of each request with it.',
  token: 'Access token',
  body: 'Body',
  bodyHint:
    'JSON with {{title}}, {{text}}, {{camera}}, {{kind}}, {{time}} and other fields; empty for all of them.',
  ntfyServer: 'Server',
  host: 'Server',
  port: 'Port',
  security: 'Encryption',
  securities: { starttls: 'STARTTLS', tls: 'TLS', none: 'None' } as Record<string, string>,
  userName: 'User name',
  password: 'Password',
  sender: 'Sender',
  recipients: 'Recipients',
  recipientsHint: 'E-mail addresses, separated by commas.',
  botToken: 'Bot token',
  chatId: 'Chat',
  topic: 'Topic',
  devicesHint:
    'Reaches all devices on which users have turned notifications on, each user about the cameras that they may see.',

  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteText: 'This cannot be undone.',

  deliveries: 'Deliveries',
  noDeliveries: 'Nothing has been sent yet.',
  attempts: (count: number) => `${count} attempts`,
  nextAttempt: (time: string) => `next attempt ${time}`,
  loadOlder: 'Load older deliveries',
} as const;
