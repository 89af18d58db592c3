import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from '@/lib/backoff';
import { LiveSocket } from './live-socket';

class FakeSocket {
  binaryType = 'blob';
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;

  close(): void {
    this.closed = true;
  }
}

const picture = new Uint8Array([0, 0, 0, 0, 0, 0, 0x13, 0x88, 0xff, 0xd8]).buffer;

let sockets: FakeSocket[];
let captured: number[];
let losses: number;
let live: LiveSocket;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  captured = [];
  losses = 0;
  live = new LiveSocket({
    url: 'ws://falconeye/live',
    onFrame: (frame) => captured.push(frame.capturedAt),
    onLost: () => losses++,
    backoff: new Backoff(1000, 8000, () => 1),
    createSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
  live.open();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('LiveSocket', () => {
  it('passes frames on and ignores what is none', () => {
    sockets[0]?.onmessage?.({ data: picture });
    sockets[0]?.onmessage?.({ data: '{"format":"h264"}' });
    expect(captured).toEqual([5]);
  });

  it('comes back after growing waits, and at once again after a success', () => {
    sockets[0]?.onclose?.();
    vi.advanceTimersByTime(1000);
    sockets[1]?.onclose?.();
    vi.advanceTimersByTime(1999);
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(1);
    sockets[2]?.onmessage?.({ data: picture });
    sockets[2]?.onclose?.();
    vi.advanceTimersByTime(1000);
    expect(sockets).toHaveLength(4);
    expect(losses).toBe(3);
  });

  it('stays closed once closed', () => {
    sockets[0]?.onclose?.();
    live.close();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('closes the socket it has', () => {
    live.close();
    expect(sockets[0]).toMatchObject({ closed: true, onclose: null, onmessage: null });
  });
});
