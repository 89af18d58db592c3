export const channelKinds = ['webhook', 'email', 'telegram', 'ntfy', 'mqtt', 'web_push'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Which rules apply. */
export const armedModes = ['home', 'away', 'off'] as const;
export type ArmedMode = (typeof armedModes)[number];

/** What became of a message to a channel. */
export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'failed';
