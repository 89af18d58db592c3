import { CircleCheck, CircleX, PlugZap } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ErrorNotice } from '@/components/ui/error-notice';
import { cameraTexts } from '@/texts/cameras';
import { useProbeSource, type ProbeRequest, type ProbeResult } from '../api/probe-source';
import { describeSource } from '../source/describe-source';

const t = cameraTexts.probe;

interface ConnectionTestProps {
  source: ProbeRequest;
  /** Takes the camera's own size, `WIDTHxHEIGHT`, for the wanted one. */
  onUseSize: (resolution: string) => void;
}

/** Tries a source and shows its picture, or the reason why there is none. */
export function ConnectionTest({ source, onUseSize }: ConnectionTestProps) {
  const probe = useProbeSource();
  // What was found at another address says nothing of this one.
  const isOfThis =
    probe.variables?.source_url === source.source_url && probe.variables.protocol === source.protocol;
  return (
    <div className="space-y-3">
      <Button busy={probe.isPending} disabled={!source.source_url} onClick={() => probe.mutate(source)}>
        {!probe.isPending && <PlugZap className="size-4" aria-hidden />}
        {probe.isPending ? t.testing : t.test}
      </Button>
      <div aria-live="polite" className="empty:hidden">
        {isOfThis && probe.isError && <ErrorNotice error={probe.error} title={t.failed} />}
        {isOfThis &&
          probe.isSuccess &&
          (probe.data.ok ? (
            <Success result={probe.data} onUseSize={onUseSize} />
          ) : (
            <Failure result={probe.data} />
          ))}
      </div>
    </div>
  );
}

function Success({ result, onUseSize }: { result: ProbeResult } & Pick<ConnectionTestProps, 'onUseSize'>) {
  const size = result.width && result.height ? `${result.width}x${result.height}` : null;
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
        {[result.hint, ...(result.left_out ?? [])].map(
          (remark) =>
            remark !== null && (
              <p key={remark} className="mt-1 break-words text-muted">
                {remark}
              </p>
            ),
        )}
        {size !== null && (
          <Button size="small" className="mt-2" title={t.useSizeHint} onClick={() => onUseSize(size)}>
            {t.useSize(size)}
          </Button>
        )}
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
