import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff';

describe('Backoff', () => {
  it('doubles from the first wait up to the longest', () => {
    const backoff = new Backoff(1000, 5000, () => 1);
    expect([1, 2, 3, 4, 5].map(() => backoff.nextDelay())).toEqual([1000, 2000, 4000, 5000, 5000]);
  });

  it('takes at least half of the wait, whatever the dice say', () => {
    expect(new Backoff(1000, 5000, () => 0).nextDelay()).toBe(500);
  });

  it('starts over after a success', () => {
    const backoff = new Backoff(1000, 5000, () => 1);
    backoff.nextDelay();
    backoff.nextDelay();
    backoff.reset();
    expect(backoff.nextDelay()).toBe(1000);
  });
});
