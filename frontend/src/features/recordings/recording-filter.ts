import { z } from 'zod';
import { eventKinds } from '@/lib/camera';
import { recordingStatuses } from '@/lib/recording';

/** What happened in a recording: anything, or something of a kind. */
export const eventChoices = ['any', ...eventKinds] as const;

/** What of the recordings is shown; kept in the page's address. Wrong values are dropped, not refused. */
export const recordingFilterSchema = z.object({
  camera: z.string().optional().catch(undefined),
  status: z.enum(recordingStatuses).optional().catch(undefined),
  event: z.enum(eventChoices).optional().catch(undefined),
  /** `yyyy-mm-dd` in the viewer's time zone. */
  day: z.iso.date().optional().catch(undefined),
});

export type RecordingFilter = z.infer<typeof recordingFilterSchema>;
