import { z } from 'zod';
import { loginProblems } from '@/features/auth/login-problems';
import { availabilities, sortColumns } from '@/features/cameras/arrange-cameras';
import { eventFilterSchema } from '@/features/events/event-filter';
import { recordingFilterSchema } from '@/features/recordings/recording-filter';

/** What of the cameras page is in its address. Wrong values are dropped. */
export const camerasSearchSchema = z.object({
  view: z.enum(['grid', 'list', 'wall']).optional().catch(undefined),
  q: z.string().optional().catch(undefined),
  show: z.enum(availabilities).optional().catch(undefined),
  sort: z.enum(sortColumns).optional().catch(undefined),
  order: z.literal('desc').optional().catch(undefined),
  dialog: z.enum(['add', 'scan', 'edit', 'delete']).optional().catch(undefined),
  /** The camera that the dialog is about. */
  of: z.string().optional().catch(undefined),
});

/** The dialog that is open on a camera's own page. */
export const cameraSearchSchema = z.object({
  dialog: z.enum(['edit', 'delete']).optional().catch(undefined),
});

/** Why someone is back at the login page without being in. */
export const loginSearchSchema = z.object({
  problem: z.enum(loginProblems).optional().catch(undefined),
});

/** The moment at which a camera's playback begins. */
export const playbackSearchSchema = z.object({
  at: z.iso.datetime({ offset: true }).optional().catch(undefined),
});

/** The cameras that play together, separated by commas, and from when. */
export const synchronizedSearchSchema = playbackSearchSchema.extend({
  cameras: z.string().optional().catch(undefined),
});

/** The recordings page's filters, and what plays from which second. */
export const recordingsSearchSchema = recordingFilterSchema.extend({
  play: z.string().optional().catch(undefined),
  at: z.coerce.number().int().nonnegative().optional().catch(undefined),
});

/** The events page's filters, and the event that is open. */
export const eventsSearchSchema = eventFilterSchema.extend({
  event: z.coerce.number().int().positive().optional().catch(undefined),
});

/** Plain `name=value` addresses, where the router would write JSON. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' || typeof value === 'number') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
