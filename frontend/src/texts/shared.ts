/** Words that several features use. */
export const sharedTexts = {
  appName: 'FalconEye',
  offline: 'The FalconEye server does not answer. Is it running, and is this device on its network?',
  unknownError: 'Something unexpected went wrong.',
  httpError: (status: number) => `The server answered with status ${status}.`,
  cancel: 'Cancel',
  close: 'Close',
  delete: 'Delete',
  save: 'Save changes',
  retry: 'Try again',
  loading: 'Loading…',
  somethingFailed: 'This could not be loaded',
  optional: 'optional',
  more: 'More actions',
} as const;
