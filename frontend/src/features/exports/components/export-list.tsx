import { Link } from '@tanstack/react-router';
import { Download, PackageOpen, ShieldCheck, Trash2, X } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNotice } from '@/components/ui/error-notice';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import { formatBytes } from '@/lib/format';
import { formatDateTime } from '@/lib/time';
import { exportTexts as t } from '@/texts/exports';
import { exportUrl, useDeleteExport, useExports, type Export } from '../api/exports';

/** What was exported and what is being made, and the key that signs it. */
export function ExportList() {
  const { data, error, refetch } = useExports();
  const remove = useDeleteExport();
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-40 rounded-2xl" />;
  return (
    <div className="space-y-6">
      {data.exports.length === 0 ? (
        <EmptyState icon={PackageOpen} title={t.emptyTitle}>
          {t.empty}
        </EmptyState>
      ) : (
        <ul className="divide-y rounded-2xl border bg-surface">
          {data.exports.map((each) => (
            <ExportRow key={each.id} export={each} onDelete={() => remove.mutate(each.id)} />
          ))}
        </ul>
      )}
      <section className="text-sm text-muted">
        <h2 className="font-medium text-ink">{t.fingerprint}</h2>
        <p className="my-1 font-mono text-xs break-all">{data.key_fingerprint}</p>
        <p>{t.verify}</p>
        <p className="mt-3">
          <Link to="/exports/check" className={buttonClass()}>
            <ShieldCheck className="size-4" aria-hidden />
            {t.check}
          </Link>
        </p>
      </section>
    </div>
  );
}

function ExportRow({ export: each, onDelete }: { export: Export; onDelete: () => void }) {
  const finished = each.state === 'done' || each.state === 'failed';
  const percent = Math.floor(each.progress * 100);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4 text-sm">
      <div className="min-w-0 flex-1 basis-60">
        <p className="truncate font-medium">{each.cameras.map(({ name }) => name).join(', ')}</p>
        <p className="text-muted">
          {formatDateTime(each.from)} – {formatDateTime(each.to)}
        </p>
        {(each.speed !== null || each.burn_in_time) && (
          <p className="text-muted">
            {[each.speed !== null && t.lapse(each.speed), each.time_zone !== null && t.burned(each.time_zone)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
        <p className="text-xs text-muted">
          {[t.by(each.created_by), each.expires_at && t.until(formatDateTime(each.expires_at))]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {each.error !== null && <p className="text-danger">{each.error}</p>}
      </div>
      <p className="tabular-nums" role="status">
        {t.state[each.state]}
        {each.state === 'running' && ` ${t.progress(percent)}`}
        {each.size_bytes !== null && ` · ${formatBytes(each.size_bytes)}`}
      </p>
      {each.state === 'done' && (
        <a href={exportUrl(each.id)} download className={buttonClass('primary', 'small')}>
          <Download className="size-4" aria-hidden />
          {t.download}
        </a>
      )}
      <IconButton icon={finished ? Trash2 : X} label={finished ? t.delete : t.cancel} onClick={onDelete} />
    </li>
  );
}
