import { describe, expect, it } from 'vitest';
import { missedFrames, parseAnnouncement, parseVideoMessage, videoKind } from './video-message';

function message(microseconds: bigint, kind: number, ...payload: number[]): ArrayBuffer {
  const bytes = new Uint8Array(9 + payload.length);
  new DataView(bytes.buffer).setBigUint64(0, microseconds);
  bytes[8] = kind;
  bytes.set(payload, 9);
  return bytes.buffer;
}

describe('parseVideoMessage', () => {
  it('splits capture time, kind and fragment', () => {
    const video = parseVideoMessage(message(1_795_000_000_123_456n, videoKind.keyframe, 1, 2, 3));
    expect(video).toMatchObject({ kind: videoKind.keyframe, capturedAt: 1_795_000_000_123 });
    expect([...(video?.payload ?? [])]).toEqual([1, 2, 3]);
  });

  it.each([0, 8, 9])('skips a message of %i bytes', (length) => {
    expect(parseVideoMessage(new ArrayBuffer(length))).toBeNull();
  });

  it('skips a kind of the future', () => {
    expect(parseVideoMessage(message(1n, 5, 1))).toBeNull();
  });

  it('reads how many frames were missed', () => {
    const video = parseVideoMessage(message(1n, videoKind.missed, 0, 0, 1, 2));
    expect(video && missedFrames(video)).toBe(258);
  });
});

describe('parseAnnouncement', () => {
  it('knows both formats', () => {
    const mime = 'video/mp4; codecs="avc1.64001F,mp4a.40.2"';
    expect(parseAnnouncement(JSON.stringify({ format: 'mp4', mime }))).toEqual({ format: 'mp4', mime });
    expect(parseAnnouncement('{"format":"jpeg"}')).toEqual({ format: 'jpeg' });
  });

  it.each(['', 'x', 'null', '1', '{}', '{"format":"mp4"}', '{"format":"webrtc"}'])('skips %j', (text) => {
    expect(parseAnnouncement(text)).toBeNull();
  });
});
