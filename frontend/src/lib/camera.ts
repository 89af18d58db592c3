export type CameraProtocol = 'usb' | 'rtsp' | 'onvif' | 'http';

export type CameraStatus = 'pending' | 'creating' | 'running' | 'error' | 'stopped' | 'deleting';

/** How a camera is read: by FalconEye itself, or by FFmpeg and why. */
export interface CameraIngest {
  kind: 'own' | 'ffmpeg';
  reason: string | null;
  codecs: string[];
  /** One sentence for each track that is not read. */
  left_out: string[];
}

/** A camera as the API tells it; several features speak of cameras, so it lives with none of them. */
export interface Camera {
  id: string;
  name: string;
  protocol: CameraProtocol;
  location: string | null;
  source_url: string | null;
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
  /** Missing or null before the camera has been opened. */
  ingest?: CameraIngest | null;
}
