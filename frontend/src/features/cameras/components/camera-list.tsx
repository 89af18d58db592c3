import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Camera } from '@/lib/camera';
import { cameraTexts as t } from '@/texts/cameras';
import { sortCameras, sortColumns, type CameraSort, type SortColumn } from '../arrange-cameras';
import { CameraControls } from './camera-controls';
import { RecordingBadge } from './recording-badge';
import { StatusBadge } from './status-badge';

interface CameraListProps {
  cameras: readonly Camera[];
  recordingSince: ReadonlyMap<string, number>;
  sort: CameraSort;
  onSort: (sort: CameraSort) => void;
}

/** The cameras as a table; a click on a heading sorts by it, another turns the order around. */
export function CameraList({ cameras, recordingSince, sort, onSort }: CameraListProps) {
  return (
    // Reachable by keyboard, because it scrolls sideways on a narrow screen.
    <div
      className="overflow-x-auto rounded-2xl border bg-surface"
      tabIndex={0}
      role="region"
      aria-label={t.title}
    >
      <table className="w-full text-left text-sm">
        <thead className="border-b text-muted">
          <tr>
            {sortColumns.map((column) => (
              <SortHeading key={column} column={column} sort={sort} onSort={onSort} />
            ))}
            <th scope="col" className="px-4 py-3 font-medium">
              {t.columns.size}
            </th>
            <th scope="col" className="px-4 py-3 text-right font-medium">
              {t.columns.actions}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {sortCameras(cameras, sort).map((camera) => (
            <CameraRow key={camera.id} camera={camera} recordingSince={recordingSince.get(camera.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeadingProps extends Pick<CameraListProps, 'sort' | 'onSort'> {
  column: SortColumn;
}

function SortHeading({ column, sort, onSort }: SortHeadingProps) {
  const active = sort.column === column;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className="p-1 font-medium"
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className="flex items-center gap-1 rounded-md px-3 py-2 hover:bg-raised"
        onClick={() => onSort({ column, descending: active && !sort.descending })}
      >
        {t.columns[column]}
        {active && <Arrow className="size-3.5" aria-hidden />}
      </button>
    </th>
  );
}

function CameraRow({ camera, recordingSince }: { camera: Camera; recordingSince: number | undefined }) {
  return (
    <tr>
      <th scope="row" className="max-w-72 px-4 py-2">
        <Link
          to="/cameras/$cameraId"
          params={{ cameraId: camera.id }}
          className="block truncate font-semibold hover:underline"
          title={camera.name}
        >
          {camera.name}
        </Link>
      </th>
      <td className="px-4 py-2">
        <div className="flex gap-2">
          <StatusBadge status={camera.status} />
          {recordingSince !== undefined && <RecordingBadge since={recordingSince} />}
        </div>
        {camera.status === 'error' && (
          <p className="mt-1 max-w-64 text-xs text-danger">{camera.metadata.error}</p>
        )}
      </td>
      <td className="px-4 py-2">{t.protocols[camera.protocol].label}</td>
      <td className="max-w-56 truncate px-4 py-2">{camera.location ?? '–'}</td>
      <td className="max-w-48 truncate px-4 py-2">{camera.node_name ?? '–'}</td>
      <td className="px-4 py-2 whitespace-nowrap text-muted tabular-nums">
        {camera.resolution} · {t.fps(camera.framerate)}
      </td>
      <td className="px-2 py-1">
        <div className="flex justify-end">
          <CameraControls camera={camera} recording={recordingSince !== undefined} />
        </div>
      </td>
    </tr>
  );
}
