import { describe, expect, it } from 'vitest';
import { changesOf, limitsSchema, toInput } from './limits';

const none = {
  keep_days: null,
  keep_event_days: null,
  max_gb: null,
  min_free_percent: null,
  min_free_gb: null,
};

describe('limits', () => {
  it('are empty fields when there are none, and no change then', () => {
    expect(toInput(none)).toEqual({
      keep_days: '',
      keep_event_days: '',
      max_gb: '',
      min_free_percent: '',
      min_free_gb: '',
    });
    expect(changesOf(none, toInput(none))).toBeNull();
  });

  it('are sent when they change, and 0 when they are removed', () => {
    const limits = { ...none, keep_days: 30, min_free_gb: 12.5 };
    const input = { ...toInput(limits), keep_days: '', max_gb: '500' };
    expect(changesOf(limits, input)).toEqual({ keep_days: 0, max_gb: 500 });
  });

  it.each([
    ['keep_days', '1.5'],
    ['keep_days', '0'],
    ['max_gb', 'a lot'],
    ['min_free_percent', '91'],
    ['min_free_gb', '-1'],
  ] as const)('refuse %s of %s', (name, text) => {
    const input = { ...toInput(none), [name]: text };
    expect(limitsSchema.safeParse(input).success).toBe(false);
    expect(changesOf(none, input)).toBeNull();
  });
});
