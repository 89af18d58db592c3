const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const longDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** The moment an API time stands for, in milliseconds. A time without a zone is UTC, as all times of the API are. */
export function parseTime(iso: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`);
}

/** Date and time in the viewer's own time zone. */
export function formatDateTime(iso: string): string {
  return dateTime.format(parseTime(iso));
}

/** Hours and minutes in the viewer's own time zone. */
export function formatTimeOfDay(moment: number): string {
  return timeOfDay.format(moment);
}

/** `Mon, 08:00`, in the viewer's own time zone; for moments of the next seven days. */
export function formatDayAndTime(iso: string): string {
  return dayAndTime.format(parseTime(iso));
}

/** `2026-11-22` -> `Sunday 22 November 2026`. */
export function formatDay(day: string): string {
  return longDay.format(dayBounds(day).start);
}

/** The calendar day of a moment in the viewer's time zone, as `yyyy-mm-dd`. */
export function dayOf(moment: number): string {
  const date = new Date(moment);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** Midnight to midnight in the viewer's time zone: 23 or 25 hours apart on the days the clocks change. */
export function dayBounds(day: string): { start: number; end: number } {
  return { start: localTime(day, 0), end: localTime(day, 1) };
}

/** The moment at which the viewer's clock shows a full hour of a day. */
export function hourOf(day: string, hour: number): number {
  return localTime(day, 0, hour);
}

/** The day that is so many days later, or earlier when negative. */
export function addDays(day: string, days: number): string {
  return dayOf(localTime(day, days));
}

/** The viewer's own time zone, such as `Europe/Berlin`. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function localTime(day: string, daysLater: number, hour = 0): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater, hour).getTime();
}
