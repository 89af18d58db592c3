export const chatTexts = {
  title: 'Assistant',
  open: 'Open the assistant',
  close: 'Close the assistant',
  dock: 'Dock to the side',
  float: 'Float over the page',
  resize: 'Size of the assistant',
  sessions: 'Conversations',
  newSession: 'New conversation',
  untitled: 'New conversation',
  rename: 'Rename',
  renameOf: (name: string) => `Actions: ${name}`,
  sessionName: 'Name of the conversation',
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteText: 'The conversation is gone for good.',
  noSessions: 'No conversations yet.',

  unconfiguredTitle: 'The assistant has no key yet',
  unconfigured:
    'It answers questions about your cameras with Anthropic’s Claude. Enter an API key in the settings to switch it on.',
  toSettings: 'Open settings',
  unavailableTitle: 'This server has no assistant',
  unavailable: 'It may come with a later version.',

  hello: 'Ask about your cameras',
  suggestions: ['Are all my cameras online?', 'What was recorded today?', 'Is there room on the disk?'],
  placeholder: 'Ask a question',
  message: 'Message',
  send: 'Send',
  stop: 'Stop the answer',
  you: 'You',
  thinking: 'Thinking…',
  lookedUp: (count: number) => (count === 1 ? 'Looked something up' : `Looked up ${count} things`),
  proposal: 'Proposed change',
  proposalFromOutside: 'Proposed by another program',
  proposalRequestedBy: (requester: string) => `Asked for by ${requester}`,
  becomes: 'becomes',
  confirm: 'Confirm',
  decline: 'Decline',
  proposalForOthers:
    'An operator or administrator who may use this camera can confirm it, in the assistant here.',
  proposalStatus: (status: string, by: string | null, result: string | null) => {
    const who = by ?? 'somebody';
    switch (status) {
      case 'done':
        return `Confirmed by ${who}. ${result ?? ''}`;
      case 'failed':
        return `Confirmed by ${who}, and it failed: ${result ?? ''}`;
      case 'declined':
        return `Declined by ${who}.`;
      case 'accepted':
        return 'Confirmed; being done.';
      default:
        return 'Expired. Ask again if it is still wanted.';
    }
  },
  usingTools: 'Looking at your cameras…',
  stopped: 'Stopped.',
  failed: 'No answer',
  copy: 'Copy answer',
  copied: 'Copied',
  retry: 'Ask again',
} as const;
