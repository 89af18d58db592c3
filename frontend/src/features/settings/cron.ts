import cronstrue from 'cronstrue';

/** A cron expression of five fields in plain language, or null when it is none. */
export function describeCron(expression: string): string | null {
  if (expression.trim().split(/\s+/).length !== 5) return null;
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true });
  } catch {
    return null;
  }
}
