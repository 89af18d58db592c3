import { describe, expect, it } from 'vitest';
import { readEvents } from '@/lib/server-sent-events';
import { toPart, type AnswerPart } from './ask';

/** A response whose body comes in the given pieces, cut wherever they are cut. */
function streamed(...pieces: string[]): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      pieces.forEach((piece) => controller.enqueue(encoder.encode(piece)));
      controller.close();
    },
  });
  return new Response(body);
}

async function partsOf(response: Response): Promise<(AnswerPart | null)[]> {
  const parts = [];
  for await (const event of readEvents(response)) parts.push(toPart(event));
  return parts;
}

describe('an answer', () => {
  it('is put together from pieces that are cut anywhere', async () => {
    const parts = await partsOf(
      streamed(
        'event: thinking\ndata: {"status":"using',
        '_tools","tool":"get_camera","text":"Looking up Door"}\n\nevent: mes',
        'sage\ndata: {"content":"Hi"}\n',
        '\n',
      ),
    );
    expect(parts).toEqual([
      { kind: 'activity', activity: { tool: 'get_camera', text: 'Looking up Door' } },
      { kind: 'text', text: 'Hi' },
    ]);
  });

  it('says why there is none', async () => {
    await expect(partsOf(streamed('event: error\ndata: {"error":"No key."}\n\n'))).rejects.toThrow('No key.');
  });

  it('skips events of the future', async () => {
    expect(await partsOf(streamed('event: weather\ndata: {}\n\n'))).toEqual([null]);
  });
});
