import { useEffect, useId, useRef, useState } from 'react';
import { FileArchive } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Input } from '@/components/ui/input';
import { cn } from '@/lib/cn';
import { exportTexts as t } from '@/texts/exports';
import { checkExport, type ExportVerdict } from '../api/check-export';
import { ExportVerdictView } from './export-verdict';

type Check =
  | { step: 'empty' }
  | { step: 'sending'; name: string; share: number }
  | { step: 'done'; name: string; verdict: ExportVerdict; hasExpected: boolean }
  | { step: 'failed'; file: File; error: unknown };

/** Takes an export, by dropping or choosing it, and shows what the server finds of it. */
export function ExportCheck() {
  const [check, setCheck] = useState<Check>({ step: 'empty' });
  const [fingerprint, setFingerprint] = useState('');
  const [over, setOver] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const [fileId, fingerprintId, hintId] = [useId(), useId(), useId()];
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (file: File | undefined) => {
    if (!file) return;
    abort.current?.abort();
    const current = new AbortController();
    abort.current = current;
    setCheck({ step: 'sending', name: file.name, share: 0 });
    try {
      const verdict = await checkExport(file, {
        fingerprint,
        onProgress: (share) => {
          if (!current.signal.aborted) setCheck({ step: 'sending', name: file.name, share });
        },
        signal: current.signal,
      });
      setCheck({ step: 'done', name: file.name, verdict, hasExpected: fingerprint.trim() !== '' });
    } catch (error) {
      if (!current.signal.aborted) setCheck({ step: 'failed', file, error });
    }
  };

  if (check.step === 'sending') {
    const percent = Math.floor(check.share * 100);
    return (
      <section className="space-y-4 rounded-2xl border bg-surface p-6">
        <p className="truncate font-medium">{check.name}</p>
        <progress className="w-full accent-accent" max={100} value={percent < 100 ? percent : undefined} />
        <p className="text-sm text-muted tabular-nums" role="status">
          {percent < 100 ? t.sending(percent) : t.checking}
        </p>
        <Button
          onClick={() => {
            abort.current?.abort();
            setCheck({ step: 'empty' });
          }}
        >
          {t.stop}
        </Button>
      </section>
    );
  }
  if (check.step === 'done')
    return (
      <div className="space-y-4">
        <ExportVerdictView name={check.name} verdict={check.verdict} hasExpected={check.hasExpected} />
        <Button onClick={() => setCheck({ step: 'empty' })}>{t.another}</Button>
      </div>
    );
  return (
    <div className="space-y-4">
      <p className="max-w-prose text-sm text-muted">{t.checkAbout}</p>
      {check.step === 'failed' && <ErrorNotice error={check.error} onRetry={() => void start(check.file)} />}
      {/* Dropping only adds to the button that chooses a file. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={cn(
          'flex flex-col items-center gap-3 rounded-2xl border-2 border-dashed bg-surface px-4 py-12 text-center text-sm',
          over && 'border-accent bg-raised',
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void start(event.dataTransfer.files[0]);
        }}
      >
        <FileArchive className="size-8 text-muted" aria-hidden />
        <p className="max-sm:sr-only">{t.drop}</p>
        <label htmlFor={fileId} className={cn(buttonClass('primary'), 'cursor-pointer focus-within:ring-2')}>
          {t.choose}
          <input
            id={fileId}
            type="file"
            accept=".zip,application/zip"
            className="sr-only"
            onChange={(event) => void start(event.target.files?.[0])}
          />
        </label>
      </div>
      <div className="max-w-2xl space-y-1 text-sm">
        <label htmlFor={fingerprintId} className="font-medium">
          {t.expected}
        </label>
        <Input
          id={fingerprintId}
          aria-describedby={hintId}
          className="font-mono"
          spellCheck={false}
          autoComplete="off"
          value={fingerprint}
          onChange={(event) => setFingerprint(event.target.value)}
        />
        <p id={hintId} className="text-muted">
          {t.expectedHint}
        </p>
      </div>
    </div>
  );
}
