import { postForStream } from '@/lib/api-client';
import { readEvents, type ServerSentEvent } from '@/lib/server-sent-events';

/** A piece of an answer: text, or what the assistant is doing. */
export type AnswerPart = { kind: 'text'; text: string } | { kind: 'activity'; status: string };

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
      return { kind: 'activity', status: (JSON.parse(data) as { status: string }).status };
    case 'error':
      throw new Error((JSON.parse(data) as { error: string }).error);
    default:
      return null;
  }
}
