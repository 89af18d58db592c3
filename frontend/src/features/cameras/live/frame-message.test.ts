import { describe, expect, it } from 'vitest';
import { parseFrameMessage } from './frame-message';

function message(microseconds: bigint, ...payload: number[]): ArrayBuffer {
  const bytes = new Uint8Array(8 + payload.length);
  new DataView(bytes.buffer).setBigUint64(0, microseconds);
  bytes.set(payload, 8);
  return bytes.buffer;
}

describe('parseFrameMessage', () => {
  it('splits capture time and picture', () => {
    const frame = parseFrameMessage(message(1_795_000_000_123_456n, 0xff, 0xd8, 0xff, 0xd9));
    expect(frame?.capturedAt).toBe(1_795_000_000_123);
    expect([...(frame?.payload ?? [])]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
  });

  it('skips a format of the future', () => {
    expect(parseFrameMessage(message(1n, 0, 0, 0, 1))).toBeNull();
  });

  it.each([0, 7, 8])('skips a message of %i bytes', (length) => {
    expect(parseFrameMessage(new ArrayBuffer(length))).toBeNull();
  });
});
