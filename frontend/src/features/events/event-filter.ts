import { z } from 'zod';
import { eventKinds } from '@/lib/camera';

/** What people look for, and the kinds that belong to it. */
export const kindsOfGroup = {
  problems: ['camera_offline', 'recording_missing', 'recording_gap', 'disk_forecast', 'workload_restarted'],
  detections: eventKinds,
  objects: ['object'],
  recordings: [
    'recording_started',
    'recording_ended',
    'recording_deleted',
    'recording_requested',
    'recording_stop_requested',
  ],
  cameras: ['camera_added', 'camera_changed', 'camera_deleted', 'camera_status'],
  logins: ['login', 'logout', 'login_refused', 'confirmation_refused'],
} as const;

export const eventGroups = ['problems', 'detections', 'objects', 'recordings', 'cameras', 'logins'] as const;

/** Which events are shown; kept in the page's address. Wrong values are dropped. */
export const eventFilterSchema = z.object({
  camera: z.string().optional().catch(undefined),
  show: z.enum(eventGroups).optional().catch(undefined),
  /** `yyyy-mm-dd` in the viewer's time zone: the newest day that is shown. */
  day: z.iso.date().optional().catch(undefined),
});

export type EventFilter = z.infer<typeof eventFilterSchema>;
