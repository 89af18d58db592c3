import { Link } from '@tanstack/react-router';
import { MapPin, Server } from 'lucide-react';
import type { Camera } from '@/lib/camera';
import { CameraControls } from './camera-controls';
import { CameraPicture } from './camera-picture';
import { RecordingBadge } from './recording-badge';
import { StatusBadge } from './status-badge';

interface CameraCardProps {
  camera: Camera;
  /** When the recording that is going on began, in milliseconds; undefined when there is none. */
  recordingSince: number | undefined;
}

export function CameraCard({ camera, recordingSince }: CameraCardProps) {
  return (
    <li className="group/card relative overflow-hidden rounded-2xl border bg-surface shadow-sm">
      <div className="relative aspect-video">
        <CameraPicture camera={camera} />
        <div className="absolute top-2 left-2 flex gap-2">
          <StatusBadge status={camera.status} />
          {recordingSince !== undefined && <RecordingBadge since={recordingSince} />}
        </div>
      </div>
      <div className="flex items-center gap-2 py-2.5 pr-2 pl-4">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold" title={camera.name}>
            {/* The link covers the picture too, so that a click anywhere on the card but its buttons opens it. */}
            <Link
              to="/cameras/$cameraId"
              params={{ cameraId: camera.id }}
              className="after:absolute after:inset-x-0 after:top-0 after:aspect-video"
            >
              {camera.name}
            </Link>
          </h2>
          <p className="flex gap-3 text-xs text-muted">
            {camera.location && (
              <span className="flex min-w-0 items-center gap-1">
                <MapPin className="size-3 shrink-0" aria-hidden />
                <span className="truncate">{camera.location}</span>
              </span>
            )}
            <span className="flex min-w-0 items-center gap-1">
              <Server className="size-3 shrink-0" aria-hidden />
              <span className="truncate">{camera.node_name ?? '–'}</span>
            </span>
          </p>
        </div>
        <CameraControls camera={camera} recording={recordingSince !== undefined} />
      </div>
    </li>
  );
}
