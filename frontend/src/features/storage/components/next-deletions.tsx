import { formatBytes } from '@/lib/format';
import { formatDateTime } from '@/lib/time';
import { storageTexts as t } from '@/texts/storage';
import type { NextDeletion } from '../api/get-storage';
import { StorageSection } from './storage-section';

export function NextDeletions({ next }: { next: readonly NextDeletion[] }) {
  return (
    <StorageSection title={t.next} text={t.nextText}>
      {next.length === 0 && <p className="text-sm text-muted">{t.nothingNext}</p>}
      <ol className="divide-y text-sm">
        {next.map((deletion) => (
          <li key={deletion.id} className="flex flex-wrap justify-between gap-x-4 py-2">
            <span className="break-words">
              {deletion.camera_name}{' '}
              <span className="text-muted tabular-nums">
                {formatDateTime(deletion.start_time)}, {formatBytes(deletion.file_size_bytes)}
              </span>
            </span>
            <span className={deletion.is_due ? 'text-danger' : 'text-muted'}>
              {deletion.is_due ? `${t.due}: ${t.reasons[deletion.reason]}` : t.whenShort}
            </span>
          </li>
        ))}
      </ol>
    </StorageSection>
  );
}
