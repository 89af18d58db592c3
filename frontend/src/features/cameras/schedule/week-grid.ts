import type { RecordingSchedule } from '@/lib/camera';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Half hours of a day. */
export const slotsPerDay = 48;
const minutesPerSlot = 30;

/** For each day whether each of its half hours is on. */
export type WeekGrid = Record<Weekday, boolean[]>;

export function emptyGrid(): WeekGrid {
  return fillGrid(() => false);
}

export function fillGrid(isOn: (day: Weekday, slot: number) => boolean): WeekGrid {
  const entries = weekdays.map((day) => [
    day,
    Array.from({ length: slotsPerDay }, (_, slot) => isOn(day, slot)),
  ]);
  return Object.fromEntries(entries) as WeekGrid;
}

/** The half hours that a schedule touches: one that begins at 8:10 has the half hour from 8:00. */
export function gridOf(days: RecordingSchedule['days']): WeekGrid {
  return fillGrid((day, slot) =>
    (days[day] ?? []).some((period) => {
      const [from = 0, to = 0] = period.split('-').map(minutesOf);
      return from < (slot + 1) * minutesPerSlot && to > slot * minutesPerSlot;
    }),
  );
}

/** The periods of a grid, as long as they can be. */
export function daysOf(grid: WeekGrid): RecordingSchedule['days'] {
  const days: RecordingSchedule['days'] = {};
  for (const day of weekdays) {
    const slots = grid[day];
    const starts = slots.flatMap((on, slot) => (on && slots[slot - 1] !== true ? [slot] : []));
    const periods = starts.map((start) => {
      const length = slots.slice(start).findIndex((on) => !on);
      return `${timeOf(start)}-${timeOf(length === -1 ? slotsPerDay : start + length)}`;
    });
    if (periods.length > 0) days[day] = periods;
  }
  return days;
}

/** The grid with everything between two corners put on or off. */
export function paint(grid: WeekGrid, from: GridCell, to: GridCell, on: boolean): WeekGrid {
  const [firstDay, lastDay] = sorted(weekdays.indexOf(from.day), weekdays.indexOf(to.day));
  const [firstSlot, lastSlot] = sorted(from.slot, to.slot);
  return fillGrid((day, slot) => {
    const row = weekdays.indexOf(day);
    const inside = row >= firstDay && row <= lastDay && slot >= firstSlot && slot <= lastSlot;
    return inside ? on : (grid[day][slot] ?? false);
  });
}

export interface GridCell {
  day: Weekday;
  slot: number;
}

/** `17` -> `08:30` */
export function timeOf(slot: number): string {
  const minutes = slot * minutesPerSlot;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function sorted(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}
