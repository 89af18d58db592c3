import { beforeEach, describe, expect, it } from 'vitest';
import type { LiveFrame } from './frame-message';
import { NewestFrameQueue } from './newest-frame-queue';

interface Decoding {
  frame: LiveFrame;
  finish: () => Promise<void>;
  fail: () => Promise<void>;
}

let shown: number[];
let openBitmaps: number;
let decodings: Decoding[];
let queue: NewestFrameQueue;

function frame(capturedAt: number): LiveFrame {
  return { format: 'jpeg', capturedAt, payload: new Uint8Array() };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function decode(frame: LiveFrame): Promise<ImageBitmap> {
  return new Promise((resolve, reject) => {
    decodings.push({
      frame,
      finish: () => {
        openBitmaps++;
        resolve({ width: 1, height: 1, close: () => openBitmaps-- });
        return settle();
      },
      fail: () => {
        reject(new Error('damaged'));
        return settle();
      },
    });
  });
}

beforeEach(() => {
  shown = [];
  openBitmaps = 0;
  decodings = [];
  queue = new NewestFrameQueue({
    decoders: { jpeg: decode },
    show: (_, { capturedAt }) => shown.push(capturedAt),
  });
});

describe('NewestFrameQueue', () => {
  it('drops what came while it was decoding, but for the newest', async () => {
    [1, 2, 3, 4].forEach((time) => queue.push(frame(time)));
    await decodings[0]?.finish();
    await decodings[1]?.finish();
    expect(shown).toEqual([1, 4]);
    expect(decodings).toHaveLength(2);
  });

  it('goes on after a damaged picture', async () => {
    queue.push(frame(1));
    queue.push(frame(2));
    await decodings[0]?.fail();
    await decodings[1]?.finish();
    expect(shown).toEqual([2]);
  });

  it('closes every bitmap, also one that is finished after the end', async () => {
    queue.push(frame(1));
    await decodings[0]?.finish();
    queue.push(frame(2));
    queue.close();
    await decodings[1]?.finish();
    expect(shown).toEqual([1]);
    expect(openBitmaps).toBe(0);
  });
});
