import { TriangleAlert } from 'lucide-react';
import { formatBytes } from '@/lib/format';
import { storageTexts as t } from '@/texts/storage';
import type { StorageDisk } from '../api/get-storage';
import { StorageSection } from './storage-section';

export function DiskUsage({ disks }: { disks: readonly StorageDisk[] }) {
  return (
    <StorageSection title={t.disks}>
      {disks.length === 0 && <p className="text-sm text-muted">{t.noDisks}</p>}
      <ul className="space-y-6">
        {disks.map((disk) => (
          <li key={disk.node}>
            <Disk disk={disk} />
          </li>
        ))}
      </ul>
    </StorageSection>
  );
}

function Disk({ disk }: { disk: StorageDisk }) {
  const share = (bytes: number) => `${((bytes / disk.total_bytes) * 100).toFixed(1)}%`;
  const parts = [
    { name: t.byRecordings, bytes: disk.recordings_bytes, colour: 'bg-accent' },
    { name: t.byOthers, bytes: disk.other_bytes, colour: 'bg-muted' },
    { name: t.free, bytes: disk.free_bytes, colour: 'bg-raised' },
  ];
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <h3 className="font-medium break-words">{disk.node}</h3>
        <p className="text-muted tabular-nums">
          {t.ofDisk(formatBytes(disk.free_bytes), formatBytes(disk.total_bytes))}
        </p>
      </div>
      <div className="mt-2 flex h-3 overflow-hidden rounded-full border" aria-hidden>
        {parts.map(({ name, bytes, colour }) => (
          <div key={name} className={colour} style={{ width: share(bytes) }} />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {parts.map(({ name, bytes, colour }) => (
          <li key={name} className="flex items-center gap-1.5">
            <span className={`size-2.5 rounded-full border ${colour}`} aria-hidden />
            {name} <span className="text-muted tabular-nums">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">
        {t.limit(formatBytes(disk.min_free_bytes))}
        {disk.bytes_per_day > 0 && ` ${t.rate(formatBytes(disk.bytes_per_day))}`}
        {disk.days_until_limit !== null && ` ${t.daysLeft(t.days(disk.days_until_limit))}`}
      </p>
      {disk.is_short && (
        <p role="alert" className="mt-2 flex items-start gap-2 text-sm text-danger">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {t.short}
        </p>
      )}
    </>
  );
}
