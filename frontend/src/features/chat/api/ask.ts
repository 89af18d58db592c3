import { postForStream } from '@/lib/api-client';
import { readEvents, type ServerSentEvent } from '@/lib/server-sent-events';
import { chatTexts as t } from '@/texts/chat';
import type { ChatActivity, ChatPicture, Proposal } from './chat-keys';

/** A piece of an answer: text, what the assistant is doing, a picture that it sees, a change that it wishes for. */
export type AnswerPart =
  | { kind: 'text'; text: string }
  | { kind: 'activity'; activity: ChatActivity }
  | { kind: 'picture'; picture: ChatPicture }
  | { kind: 'proposal'; proposal: Proposal };

/** Asks in a session and yields the answer as it comes. Throws what the server says went wrong. */
export async function* ask(
  sessionId: string,
  content: string,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  const response = await postForStream(`/chat/sessions/${sessionId}/chat`, { content, stream: true }, signal);
  for await (const event of readEvents(response)) {
    if (event.event === 'done') return;
    const part = toPart(event);
    if (part) yield part;
  }
}

/** What an event means; null for those this client does not know. */
export function toPart({ event, data }: ServerSentEvent): AnswerPart | null {
  switch (event) {
    case 'message':
      return { kind: 'text', text: (JSON.parse(data) as { content: string }).content };
    case 'thinking':
      return { kind: 'activity', activity: toActivity(JSON.parse(data) as Partial<ChatActivity>) };
    case 'picture':
      return { kind: 'picture', picture: JSON.parse(data) as ChatPicture };
    case 'proposal':
      return { kind: 'proposal', proposal: (JSON.parse(data) as { proposal: Proposal }).proposal };
    case 'error':
      throw new Error((JSON.parse(data) as { error: string }).error);
    default:
      return null;
  }
}

function toActivity({ tool = '', text = t.usingTools }: Partial<ChatActivity>): ChatActivity {
  return { tool, text };
}
