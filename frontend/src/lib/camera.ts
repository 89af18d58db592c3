export type CameraProtocol = 'usb' | 'rtsp' | 'onvif' | 'http';

export type CameraStatus = 'pending' | 'creating' | 'running' | 'error' | 'stopped' | 'deleting';

/** Which stream of a camera is shown: the large one, which is recorded, or the small one, for many pictures at once. */
export type StreamKind = 'main' | 'sub';

/** How a camera is read: by FalconEye itself, or by FFmpeg and why. */
export interface CameraIngest {
  kind: 'own' | 'ffmpeg';
  reason: string | null;
  codecs: string[];
  /** One sentence for each track that is not read. */
  left_out: string[];
}

/** A place in a picture: x and y from 0 to 1, from the upper left corner. */
export type Point = [number, number];

/** What a camera's motion detection looks for. */
export interface CameraMotion {
  enabled: boolean;
  /** 1 to 100 */
  sensitivity: number;
  min_area_percent: number;
  min_seconds: number;
  /** Where to look; empty for the whole picture. */
  zones: { name: string; points: Point[] }[];
  /** Where not to look. */
  masks: Point[][];
  /** Missing in answers of older servers. */
  objects?: CameraObjects;
}

export const objectLabels = ['person', 'vehicle', 'animal'] as const;
type ObjectLabel = (typeof objectLabels)[number];

/** What is recognised while something moves. */
export interface CameraObjects {
  enabled: boolean;
  labels: ObjectLabel[];
  /** 0.3 to 0.95 */
  min_score: number;
}

export const recordingModes = ['off', 'always', 'schedule', 'events'] as const;
export type RecordingMode = (typeof recordingModes)[number];

/** Periods such as `08:00-18:30` by day; a day that is absent has none. */
export interface RecordingSchedule {
  /** A name of the IANA database, such as `Europe/Berlin`. */
  time_zone: string;
  days: Partial<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', string[]>>;
}

/** What is recorded because something happened. */
export interface RecordingEvents {
  pre_roll_seconds: number;
  post_roll_seconds: number;
  kinds: EventKind[];
}

export const eventKinds = [
  'motion',
  'object',
  'line_crossing',
  'intrusion',
  'digital_input',
  'audio',
  'tamper',
  'camera_event',
] as const;
/** What is seen or heard. */
type EventKind = (typeof eventKinds)[number];

/** A camera as the API tells it; several features speak of cameras, so it lives with none of them. */
export interface Camera {
  id: string;
  name: string;
  protocol: CameraProtocol;
  location: string | null;
  source_url: string | null;
  /** The address of its small stream; null or missing when it has none. */
  live_source_url?: string | null;
  device_path: string | null;
  node_name: string | null;
  status: CameraStatus;
  /** `WIDTHxHEIGHT` */
  resolution: string;
  framerate: number;
  /** `error` holds the last error in words. */
  metadata: { error?: string } & Record<string, unknown>;
  created_at: string;
  updated_at: string;
  /** Null while the camera has no workload to watch. */
  stream_url: string | null;
  /** The server's port for other programs over RTSP; null or missing when there is none. */
  rtsp_port?: number | null;
  /** The same in TLS. */
  rtsps_port?: number | null;
  recording_mode?: RecordingMode;
  /** Kept while another mode is chosen. */
  recording_schedule?: RecordingSchedule | null;
  /** Kept while another mode is chosen. Missing in answers of older servers. */
  recording_events?: RecordingEvents;
  /** Its own limits; null is none. */
  retention?: { keep_days: number | null; keep_event_days: number | null; max_gb: number | null };
  /** Missing or null before the camera has been opened. */
  ingest?: CameraIngest | null;
  /** Missing in answers of older servers. */
  motion?: CameraMotion;
  /** Why objects cannot be recognised, and what to do; null when they can. */
  objects_problem?: string | null;
  /** Whether events that the camera itself reports are taken. Missing in answers of older servers. */
  camera_events?: { enabled: boolean };
}
