import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pollForChanges } from './polling';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks for cameras every 5 s and for recordings every 10 s, until it is stopped', async () => {
  const client = new QueryClient();
  const asked = { cameras: 0, recordings: 0, settings: 0 };
  for (const name of Object.keys(asked) as (keyof typeof asked)[]) {
    const queryFn = () => ++asked[name];
    new QueryObserver(client, { queryKey: [name, 'list'], queryFn }).subscribe(() => undefined);
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual({ cameras: 1, recordings: 1, settings: 1 });

  const stop = pollForChanges(client);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).toEqual({ cameras: 5, recordings: 3, settings: 1 });

  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual({ cameras: 5, recordings: 3, settings: 1 });
});
