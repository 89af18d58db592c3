import type { Recording } from '@/lib/recording';

/** A finished recording of ten minutes, but for the given changes. */
export function recordingWith(changes: Partial<Recording> & { id: string }): Recording {
  return {
    camera_id: 'cam',
    camera_name: 'Front door',
    file_name: `${changes.id}.mp4`,
    start_time: '2026-11-22T10:00:00Z',
    end_time: '2026-11-22T10:10:00Z',
    duration_seconds: 600,
    file_size_bytes: 10_000_000,
    status: 'completed',
    node_name: null,
    error_message: null,
    camera_deleted: false,
    ...changes,
  };
}
