import { SearchX } from 'lucide-react';
import { discoveryTexts as t } from '@/texts/discovery';
import type { ScanProgress } from '../api/scan-events';

interface ScanStatusProps {
  running: boolean;
  progress: ScanProgress;
  found: number;
}

/** How far the scan is, what it looked at, and what it could not look at. */
export function ScanStatus({ running, progress: { result, share }, found }: ScanStatusProps) {
  return (
    <div className="space-y-3 text-sm">
      {running && (
        <progress
          className="h-2 w-full accent-accent"
          aria-label={t.scanning}
          {...(share !== null && { value: share, max: 1 })}
        />
      )}
      <p role="status" className="text-muted">
        {running ? `${t.scanning} ` : ''}
        {(found > 0 || !running) && t.found(found)}
      </p>
      {!running && found === 0 && (
        <div className="flex gap-3 rounded-xl bg-raised/60 p-4">
          <SearchX className="size-5 shrink-0 text-muted" aria-hidden />
          <div>
            <p className="font-medium">{t.nothing}</p>
            <p className="mt-1 text-muted">{t.nothingHint}</p>
          </div>
        </div>
      )}
      {result.scanned_nodes.length > 0 && (
        <p className="text-muted">{t.scanned(result.scanned_nodes.join(', '))}</p>
      )}
      {result.errors.length > 0 && (
        <details className="text-warn">
          <summary>{t.errors}</summary>
          <ul className="mt-1 list-disc pl-5">
            {result.errors.map((error) => (
              <li key={error} className="break-words">
                {error}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
