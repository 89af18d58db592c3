import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from '@/lib/backoff';
import { EventStream, type ServerEventHandlers } from './event-stream';

class FakeSource extends EventTarget {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 0;

  close(): void {
    this.readyState = 2;
  }
}

let sources: FakeSource[];
let connected: boolean[];
let removed: string[];
let stream: EventStream;

const ignore = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  connected = [];
  removed = [];
  const handlers: ServerEventHandlers = {
    camera: ignore,
    camera_removed: ({ id }) => removed.push(id),
    recording: ignore,
    recording_removed: ignore,
    event: ignore,
    account_event: ignore,
    proposal: ignore,
    settings: ignore,
    reset: ignore,
  };
  stream = new EventStream({
    url: '/api/events',
    handlers,
    onConnected: (state) => connected.push(state),
    backoff: new Backoff(1000, 8000, () => 1),
    createSource: () => {
      const source = new FakeSource();
      sources.push(source);
      return source as unknown as EventSource;
    },
  });
  stream.open();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('EventStream', () => {
  it('hands events to their handlers', () => {
    sources[0]?.dispatchEvent(new MessageEvent('camera_removed', { data: '{"id":"a"}' }));
    expect(removed).toEqual(['a']);
  });

  it('leaves a broken connection to the browser, which keeps the last event id', () => {
    sources[0]?.onopen?.();
    sources[0]?.onerror?.();
    vi.advanceTimersByTime(60_000);
    expect(connected).toEqual([true, false]);
    expect(sources).toHaveLength(1);
  });

  it('starts over when the browser has given up', () => {
    sources[0]?.close();
    sources[0]?.onerror?.();
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
  });

  it('stays closed once closed', () => {
    sources[0]?.close();
    sources[0]?.onerror?.();
    stream.close();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});
