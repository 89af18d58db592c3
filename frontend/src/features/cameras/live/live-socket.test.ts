import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from '@/lib/backoff';
import { parseFrameMessage } from './frame-message';
import { LiveSocket } from './live-socket';

class FakeSocket extends EventTarget {
  binaryType = 'blob';
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;

  open(): void {
    this.dispatchEvent(new Event('open'));
  }

  /** The server ends the connection. */
  end(): void {
    this.onclose?.();
    this.dispatchEvent(new Event('close'));
  }

  close(): void {
    this.closed = true;
    this.dispatchEvent(new Event('close'));
  }
}

const picture = new Uint8Array([0, 0, 0, 0, 0, 0, 0x13, 0x88, 0xff, 0xd8]).buffer;

let sockets: FakeSocket[];
let captured: number[];
let losses: number;
let live: LiveSocket;

const openOne = () => {
  const socket = new LiveSocket({
    url: 'ws://falconeye/live',
    receive: (data) => {
      const frame = data instanceof ArrayBuffer ? parseFrameMessage(data) : null;
      if (frame) captured.push(frame.capturedAt);
      return frame !== null;
    },
    onLost: () => losses++,
    backoff: new Backoff(1000, 8000, () => 1),
    createSocket: () => {
      const created = new FakeSocket();
      sockets.push(created);
      return created as unknown as WebSocket;
    },
  });
  socket.open();
  return socket;
};

beforeEach(async () => {
  vi.useFakeTimers();
  sockets = [];
  captured = [];
  losses = 0;
  live = openOne();
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
});

describe('LiveSocket', () => {
  it('passes frames on and ignores what is none', () => {
    sockets[0]?.onmessage?.({ data: picture });
    sockets[0]?.onmessage?.({ data: '{"format":"h264"}' });
    expect(captured).toEqual([5]);
  });

  it('comes back after growing waits, and at once again after a success', async () => {
    sockets[0]?.end();
    await vi.advanceTimersByTimeAsync(1000);
    sockets[1]?.end();
    await vi.advanceTimersByTimeAsync(1999);
    expect(sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    sockets[2]?.onmessage?.({ data: picture });
    sockets[2]?.end();
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(4);
    expect(losses).toBe(3);
  });

  it('closes a connection without frames and makes a new one', async () => {
    sockets[0]?.open();
    await vi.advanceTimersByTimeAsync(14_000);
    sockets[0]?.onmessage?.({ data: picture });
    await vi.advanceTimersByTimeAsync(14_999);
    expect(losses).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets[0]?.closed).toBe(true);
    expect(losses).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(2);
  });

  it('gives up a connection that is never made', async () => {
    await vi.advanceTimersByTimeAsync(16_000);
    expect(sockets[0]?.closed).toBe(true);
    expect(sockets).toHaveLength(2);
  });

  it('stays closed once closed', async () => {
    sockets[0]?.end();
    live.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('makes few connections at a time, and none that is not wanted any more', async () => {
    const others = Array.from({ length: 9 }, openOne);
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets).toHaveLength(6);

    others[5]?.close();
    for (const socket of sockets) socket.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets).toHaveLength(9);
    for (const other of others) other.close();
  });

  it('closes the socket it has', () => {
    live.close();
    expect(sockets[0]).toMatchObject({ closed: true, onclose: null, onmessage: null });
  });
});
