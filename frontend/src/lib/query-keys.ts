/** The first part of each query's key: what an event or a change has to name to have it fetched again. */
export const queryKeys = {
  cameras: ['cameras'],
  recordings: ['recordings'],
  alerts: ['alerts'],
  events: ['events'],
  storage: ['storage'],
  nodes: ['nodes'],
  settings: ['settings'],
  chat: ['chat'],
  auth: ['auth'],
  users: ['users'],
} as const;
