import { SearchX } from 'lucide-react';
import { discoveryTexts as t } from '@/texts/discovery';
import type { ScanProgress } from '../api/scan-events';

interface ScanStatusProps {
  running: boolean;
  progress: ScanProgress;
  found: number;
}

/** How far the scan is, what it looked at, and what it could not look at. */
export function ScanStatus({ running, progress: { result, addresses }, found }: ScanStatusProps) {
  const places = [...result.scanned_nodes, ...result.scanned_subnets].join(', ');
  return (
    <div className="space-y-3 text-sm">
      {running && (
        <progress
          className="h-2 w-full accent-accent"
          aria-label={t.scanning}
          {...(addresses !== null && { value: addresses.scanned, max: addresses.total })}
        />
      )}
      <p role="status" className="text-muted">
        {[
          running && t.scanning,
          running && addresses !== null && t.addresses(addresses.scanned, addresses.total),
          (found > 0 || !running) && t.found(found),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      {places !== '' && <p className="text-muted">{running ? t.looking(places) : t.scanned(places)}</p>}
      {!running && found === 0 && <NothingFound />}
      {result.errors.length > 0 && (
        <section aria-label={t.errors} className="rounded-xl border border-warn p-3">
          <p className="font-medium text-warn">{t.errors}</p>
          <ul className="mt-1 list-disc space-y-1 pl-5 text-muted">
            {result.errors.map((error) => (
              <li key={error} className="break-words">
                {error}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function NothingFound() {
  return (
    <div className="flex gap-3 rounded-xl bg-raised/60 p-4">
      <SearchX className="size-5 shrink-0 text-muted" aria-hidden />
      <div>
        <p className="font-medium">{t.nothing}</p>
        <ul className="mt-1 list-disc space-y-1 pl-5 text-muted">
          {t.checks.map((check) => (
            <li key={check}>{check}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
