export const recordingStatuses = ['recording', 'stopped', 'completed', 'failed', 'error'] as const;
export type RecordingStatus = (typeof recordingStatuses)[number];

/** A recording as the API tells it. */
export interface Recording {
  id: string;
  /** Null once the camera is gone. */
  camera_id: string | null;
  camera_name: string;
  file_name: string;
  start_time: string;
  end_time: string | null;
  duration_seconds: number | null;
  file_size_bytes: number | null;
  status: RecordingStatus;
  node_name: string | null;
  error_message: string | null;
  camera_deleted: boolean;
  /** Whether it is never deleted. */
  protected?: boolean;
  note?: string | null;
  /** Missing or null until the events in it are counted. */
  event_count?: number | null;
}

/** Why a camera was not recorded for a while; `away` is what was recorded and cannot be played now. */
export type GapCause =
  | 'stopped_by_person'
  | 'camera_lost'
  | 'disk_full'
  | 'recorder_lost'
  | 'server_down'
  | 'restarted'
  | 'not_requested'
  | 'no_event'
  | 'unknown'
  | 'away';
