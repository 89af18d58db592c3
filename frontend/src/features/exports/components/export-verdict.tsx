import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { cn } from '@/lib/cn';
import { formatBytes } from '@/lib/format';
import { formatDateTime } from '@/lib/time';
import { exportTexts as t } from '@/texts/exports';
import type { CheckedCamera, ExportVerdict } from '../api/check-export';

interface ExportVerdictViewProps {
  name: string;
  verdict: ExportVerdict;
  /** Whether the key was compared with a fingerprint that one knew. */
  hasExpected: boolean;
}

/** Whether an export is whole and unchanged, why not, and what it says of itself. */
export function ExportVerdictView({ name, verdict, hasExpected }: ExportVerdictViewProps) {
  const { is_whole: isWhole, export: content } = verdict;
  const Icon = isWhole ? ShieldCheck : ShieldAlert;
  return (
    <>
      <section
        role="status"
        className={cn(
          'flex items-start gap-4 rounded-2xl border-2 bg-surface p-4 sm:p-6',
          isWhole ? 'border-ok' : 'border-danger',
        )}
      >
        <Icon className={cn('size-8 shrink-0', isWhole ? 'text-ok' : 'text-danger')} aria-hidden />
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-semibold">{isWhole ? t.whole : t.changed}</h2>
          <p className="truncate text-sm text-muted">{name}</p>
          {isWhole && <p className="mt-2 text-sm">{signerText(verdict, hasExpected)}</p>}
          <ul className="mt-2 list-disc space-y-1 pl-5 text-sm break-words empty:hidden">
            {verdict.problems.map((problem, index) => (
              <li key={`${index} ${problem}`}>{problem}</li>
            ))}
          </ul>
        </div>
      </section>
      <section className="rounded-2xl border bg-surface p-4 sm:p-6">
        <h2 className="mb-3 font-medium">{t.claims}</h2>
        <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[auto_1fr]">
          {content && (
            <>
              <Row name={t.period}>
                {formatDateTime(content.from)} – {formatDateTime(content.to)}
              </Row>
              <Row name={t.exportedBy}>{content.created_by}</Row>
              <Row name={t.exportedAt}>{formatDateTime(content.created_at)}</Row>
            </>
          )}
          {verdict.key_fingerprint !== null && (
            <Row name={t.key}>
              {verdict.is_own_key ? t.ownKey : t.otherKey}
              <span className="block font-mono text-xs break-all text-muted">{verdict.key_fingerprint}</span>
            </Row>
          )}
        </dl>
        <ul className="mt-4 divide-y text-sm empty:hidden">
          {content?.cameras.map((camera, index) => (
            <CameraRow key={`${index} ${camera.name}`} camera={camera} />
          ))}
        </ul>
      </section>
    </>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words max-sm:mb-1">{children}</dd>
    </>
  );
}

function CameraRow({ camera }: { camera: CheckedCamera }) {
  const hidden = camera.gap_count - camera.gaps.length;
  return (
    <li className="py-3">
      <p className="font-medium break-words">{camera.name}</p>
      <p className="text-muted">
        {t.files(camera.file_count, formatBytes(camera.bytes))} · {t.gaps(camera.gap_count)}
        {camera.encoded !== null && ` · ${camera.encoded}`}
      </p>
      <ul className="mt-1 space-y-0.5 text-xs text-muted empty:hidden">
        {camera.gaps.map((gap, index) => (
          <li key={`${index} ${gap.from}`}>
            {formatDateTime(gap.from)} – {formatDateTime(gap.to)}: {gap.reason}
          </li>
        ))}
        {hidden > 0 && <li>{t.moreGaps(hidden)}</li>}
      </ul>
    </li>
  );
}

function signerText({ is_own_key: isOwn }: ExportVerdict, hasExpected: boolean): string {
  if (hasExpected) return t.wholeExpected;
  return isOwn ? t.wholeOwn : t.wholeUnknown;
}
