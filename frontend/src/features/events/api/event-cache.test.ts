import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '@/lib/event';
import type { EventFilter } from '../event-filter';
import { eventKeys, putEvent, type EventPages } from './event-cache';

const event = (id: number, changes: Partial<LoggedEvent> = {}): LoggedEvent => ({
  id,
  time: `2026-11-27T12:00:${String(id).padStart(2, '0')}Z`,
  end: null,
  kind: 'motion',
  camera_id: 'door',
  recording_id: null,
  actor: 'system',
  message: 'Motion',
  score: null,
  zone: null,
  label: null,
  thumbnail_url: null,
  link: '',
  ...changes,
});

const pagesOf = (client: QueryClient, filter: EventFilter) =>
  client.getQueryData<EventPages>(eventKeys.list(filter))?.pages ?? [];

function clientWith(filter: EventFilter, ...pages: LoggedEvent[][]): [QueryClient, () => number[][]] {
  const client = new QueryClient();
  const data: EventPages = { pages: pages.map((events) => ({ events, next: 'x' })), pageParams: [null] };
  client.setQueryData(eventKeys.list(filter), data);
  return [client, () => pagesOf(client, filter).map(({ events }) => events.map(({ id }) => id))];
}

describe('putEvent', () => {
  it('puts a new event at its place on the first page', () => {
    const [client, ids] = clientWith({}, [event(5), event(3)], [event(2)]);
    putEvent(client, event(6));
    putEvent(client, event(4));
    expect(ids()).toEqual([[6, 5, 4, 3], [2]]);
  });

  it('replaces an event that has ended where it is', () => {
    const [client] = clientWith({}, [event(5)], [event(2)]);
    putEvent(client, event(2, { end: '2026-11-27T13:00:00Z' }));
    expect(pagesOf(client, {})[1]?.events[0]?.end).toBe('2026-11-27T13:00:00Z');
  });

  it('leaves lists alone that it does not belong to', () => {
    const [ofGate, gate] = clientWith({ camera: 'gate' }, [event(1)]);
    putEvent(ofGate, event(2));
    expect(gate()).toEqual([[1]]);
    const [ofLogins, logins] = clientWith({ show: 'logins' }, [event(1)]);
    putEvent(ofLogins, event(2));
    expect(logins()).toEqual([[1]]);
  });
});
