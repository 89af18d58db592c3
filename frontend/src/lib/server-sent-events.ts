import { EventSourceParserStream } from 'eventsource-parser/stream';

export interface ServerSentEvent {
  event: string;
  data: string;
}

/** The events of an answer to `fetch`, for streams that `EventSource` cannot ask for (POST, cancelling, status codes). */
export async function* readEvents(response: Response): AsyncGenerator<ServerSentEvent> {
  if (!response.body) return;
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield { event: value.event ?? 'message', data: value.data };
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
