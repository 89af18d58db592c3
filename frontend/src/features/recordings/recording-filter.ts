import { z } from 'zod';
import { recordingStatuses } from '@/lib/recording';

/** What of the recordings is shown; kept in the page's address. Wrong values are dropped, not refused. */
export const recordingFilterSchema = z.object({
  camera: z.string().optional().catch(undefined),
  status: z.enum(recordingStatuses).optional().catch(undefined),
  /** `yyyy-mm-dd` in the viewer's time zone. */
  day: z.iso.date().optional().catch(undefined),
});

export type RecordingFilter = z.infer<typeof recordingFilterSchema>;
