import { describe, expect, it } from 'vitest';
import { describeCron } from './cron';

describe('describeCron', () => {
  it.each([
    ['*/2 * * * *', 'Every 2 minutes'],
    ['0 3 * * 1', 'At 03:00, only on Monday'],
    ['* * * *', null],
    ['* * * * * *', null],
    ['61 * * * *', null],
    ['', null],
  ])('reads %j as %j', (expression, description) => {
    expect(describeCron(expression)).toBe(description);
  });
});
