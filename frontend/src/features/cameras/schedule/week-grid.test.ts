import { describe, expect, it } from 'vitest';
import { daysOf, emptyGrid, gridOf, paint, timeOf } from './week-grid';

describe('the grid of a week', () => {
  it('has the periods that it was made of', () => {
    const days = { mon: ['00:00-06:30', '22:00-24:00'], sun: ['12:00-12:30'] };
    expect(daysOf(gridOf(days))).toEqual(days);
    expect(daysOf(emptyGrid())).toEqual({});
  });

  it('joins periods that touch, and takes whole half hours', () => {
    expect(daysOf(gridOf({ tue: ['08:10-09:00', '09:00-09:40'] }))).toEqual({ tue: ['08:00-10:00'] });
  });

  it('is painted from any corner to any other', () => {
    const painted = paint(emptyGrid(), { day: 'wed', slot: 20 }, { day: 'mon', slot: 16 }, true);
    expect(daysOf(painted)).toEqual({
      mon: ['08:00-10:30'],
      tue: ['08:00-10:30'],
      wed: ['08:00-10:30'],
    });
    const wiped = paint(painted, { day: 'tue', slot: 18 }, { day: 'tue', slot: 18 }, false);
    expect(daysOf(wiped).tue).toEqual(['08:00-09:00', '09:30-10:30']);
  });

  it('names half hours', () => {
    expect([timeOf(0), timeOf(17), timeOf(48)]).toEqual(['00:00', '08:30', '24:00']);
  });
});
