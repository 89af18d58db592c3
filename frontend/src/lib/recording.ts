export const recordingStatuses = ['recording', 'stopped', 'completed', 'failed', 'error'] as const;
export type RecordingStatus = (typeof recordingStatuses)[number];

/** A recorded film as the API tells it. */
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
}
