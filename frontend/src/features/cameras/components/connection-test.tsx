import { CircleCheck, CircleX, PlugZap } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ErrorNotice } from '@/components/ui/error-notice';
import { cameraTexts } from '@/texts/cameras';
import { useProbeSource, type ProbeRequest, type ProbeResult } from '../api/probe-source';
import { describeSource } from '../source/describe-source';

const t = cameraTexts.probe;

/** Tries a source and shows its picture, or the reason why there is none. */
export function ConnectionTest({ source, disabled }: { source: ProbeRequest; disabled: boolean }) {
  const probe = useProbeSource();
  return (
    <div className="space-y-3">
      <Button busy={probe.isPending} disabled={disabled} onClick={() => probe.mutate(source)}>
        {!probe.isPending && <PlugZap className="size-4" aria-hidden />}
        {probe.isPending ? t.testing : t.test}
      </Button>
      <div aria-live="polite">
        {probe.isError && <ErrorNotice error={probe.error} title={t.failed} />}
        {probe.isSuccess &&
          (probe.data.ok ? <Success result={probe.data} /> : <Failure result={probe.data} />)}
      </div>
    </div>
  );
}

function Success({ result }: { result: ProbeResult }) {
  return (
    <div className="flex gap-3 rounded-xl border border-ok p-3 text-sm">
      {result.snapshot !== null && (
        <img
          src={`data:image/jpeg;base64,${result.snapshot}`}
          alt={t.picture}
          className="aspect-video w-40 rounded-lg bg-black object-contain"
        />
      )}
      <div className="min-w-0">
        <p className="flex items-center gap-1.5 font-medium text-ok">
          <CircleCheck className="size-4 shrink-0" aria-hidden />
          {t.ok(result.elapsed_ms)}
        </p>
        <p className="mt-1 text-muted">{describeSource(result)}</p>
        {result.stream !== null && <p className="mt-1 break-all text-muted">{t.stream(result.stream)}</p>}
      </div>
    </div>
  );
}

function Failure({ result }: { result: ProbeResult }) {
  const reason = t.reasons[result.reason ?? ''] ?? result.reason ?? t.failed;
  return (
    <div className="rounded-xl border border-danger p-3 text-sm">
      <p className="flex items-center gap-1.5 font-medium text-danger">
        <CircleX className="size-4 shrink-0" aria-hidden />
        {reason}
      </p>
      {result.hint !== null && <p className="mt-1 break-words text-muted">{result.hint}</p>}
    </div>
  );
}
