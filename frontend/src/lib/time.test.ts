import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayBounds, dayOf, hourOf, parseTime } from './time';

describe('days in the time zone of the viewer', () => {
  const zoneOfTheMachine = process.env.TZ;

  beforeEach(() => {
    process.env.TZ = 'Europe/Berlin';
  });
  afterEach(() => {
    process.env.TZ = zoneOfTheMachine;
  });

  it('reads an API time without a zone as UTC', () => {
    expect(parseTime('2026-11-22T10:00:00')).toBe(parseTime('2026-11-22T10:00:00Z'));
    expect(parseTime('2026-11-22T12:00:00+02:00')).toBe(parseTime('2026-11-22T10:00:00Z'));
  });

  it('puts a late UTC evening into the next local day', () => {
    expect(dayOf(parseTime('2026-11-22T23:30:00Z'))).toBe('2026-11-23');
  });

  it('knows that the day the clocks go back has 25 hours', () => {
    const { start, end } = dayBounds('2026-10-25');
    expect((end - start) / 3_600_000).toBe(25);
  });

  it('finds an hour by the clock on the wall, also after the clocks changed', () => {
    expect(hourOf('2026-10-25', 12)).toBe(parseTime('2026-10-25T11:00:00Z'));
    expect(hourOf('2026-03-29', 12)).toBe(parseTime('2026-03-29T10:00:00Z'));
  });

  it('steps over the end of a month and the change of the clocks', () => {
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });
});
