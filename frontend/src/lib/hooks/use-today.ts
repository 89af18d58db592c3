import { dayOf } from '../time';
import { useNow } from './use-now';

/** The calendar day that it is for the viewer, as `yyyy-mm-dd`; changes at midnight. */
export function useToday(): string {
  return dayOf(useNow(30_000));
}
