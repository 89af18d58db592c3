import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { refetch, replaceFetches } from './refetch';

const queryKey = ['cameras', 'list'];

/** A query that is shown, whose answers come when the test says so. */
function shownQuery() {
  const client = new QueryClient();
  const answers: ((answer: string) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: ({ signal }) =>
      new Promise<string>((resolve, reject) => {
        answers.push(resolve);
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  });
  const leave = observer.subscribe(() => undefined);
  return { client, answers, leave, shown: () => client.getQueryData<string>(queryKey) };
}

describe('fetching anew', () => {
  it('does not wait for a first answer that may be older than the change', async () => {
    const { client, answers, leave, shown } = shownQuery();
    void refetch(client);
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.('new');
    answers[0]?.('old');
    await vi.waitFor(() => expect(shown()).toBe('new'));
    leave();
  });

  it('replaces an answer on its way', async () => {
    const { client, answers, leave, shown } = shownQuery();
    void replaceFetches(client, ['cameras']);
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.('new');
    await vi.waitFor(() => expect(shown()).toBe('new'));
    leave();
  });

  it('leaves alone what has arrived', async () => {
    const { client, answers, leave, shown } = shownQuery();
    answers[0]?.('first');
    await vi.waitFor(() => expect(shown()).toBe('first'));
    await replaceFetches(client, ['cameras']);
    expect(answers).toHaveLength(1);
    leave();
  });
});
