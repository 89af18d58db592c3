import { formatBytes } from '@/lib/format';
import { storageTexts as t } from '@/texts/storage';
import type { StorageCamera } from '../api/get-storage';
import { StorageSection } from './storage-section';

interface CameraUsageProps {
  cameras: readonly StorageCamera[];
  totalBytes: number;
}

export function CameraUsage({ cameras, totalBytes }: CameraUsageProps) {
  const largestFirst = cameras.toSorted((a, b) => b.bytes - a.bytes);
  return (
    <StorageSection title={t.cameras} aside={t.total(formatBytes(totalBytes))}>
      {cameras.length === 0 ? (
        <p className="text-sm text-muted">{t.noRecordings}</p>
      ) : (
        <div className="overflow-x-auto" role="region" aria-label={t.cameras} tabIndex={0}>
          <table className="w-full text-left text-sm">
            <thead className="text-muted">
              <tr>
                {[t.camera, t.recordings, t.takes, t.reachesBack, t.writes, t.keeps].map((heading) => (
                  <th key={heading} scope="col" className="py-1 pr-4 font-medium whitespace-nowrap">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {largestFirst.map((camera) => (
                <Row key={camera.id ?? 'deleted'} camera={camera} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </StorageSection>
  );
}

function Row({ camera }: { camera: StorageCamera }) {
  const { keep_days: days, keep_event_days: eventDays, max_gb: gb } = camera.retention;
  const limits = [
    days === null ? [] : t.ownDays(days),
    eventDays === null ? [] : t.ownEventDays(eventDays),
    gb === null ? [] : t.ownGb(gb),
  ].flat();
  return (
    <tr className="border-t">
      <th scope="row" className="max-w-56 py-2 pr-4 font-normal break-words">
        {camera.id === null ? t.deletedCameras : camera.name}
      </th>
      <td className="pr-4 tabular-nums">{camera.recordings}</td>
      <td className="pr-4 whitespace-nowrap tabular-nums">
        {formatBytes(camera.bytes)}
        {camera.protected_bytes > 0 && (
          <p className="text-muted">{t.protectedPart(formatBytes(camera.protected_bytes))}</p>
        )}
      </td>
      <td className="pr-4 whitespace-nowrap">{camera.oldest === null ? '–' : t.days(camera.days)}</td>
      <td className="pr-4 whitespace-nowrap tabular-nums">
        {camera.bytes_per_day === 0 ? '–' : formatBytes(camera.bytes_per_day)}
      </td>
      <td className="whitespace-nowrap">{limits.length === 0 ? t.asSystem : limits.join(', ')}</td>
    </tr>
  );
}
