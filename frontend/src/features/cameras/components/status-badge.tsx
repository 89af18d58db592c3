import type { CameraStatus } from '@/lib/camera';
import { cn } from '@/lib/cn';
import { cameraTexts as t } from '@/texts/cameras';

/** White on these reaches 4.5:1, on a picture as on the page, in both themes. */
const colours: Record<CameraStatus, string> = {
  running: 'bg-emerald-800',
  creating: 'bg-sky-800',
  pending: 'bg-sky-800',
  stopped: 'bg-neutral-700',
  error: 'bg-red-700',
  deleting: 'bg-amber-800',
};

export function StatusBadge({ status }: { status: CameraStatus }) {
  return (
    <span
      data-status={status}
      className={cn(
        'inline-flex items-center gap-1.5 rounded-md px-2 py-0.5 text-xs font-semibold tracking-wide text-white',
        colours[status],
      )}
    >
      {status === 'running' && <span className="size-1.5 rounded-full bg-emerald-300" aria-hidden />}
      {t.status[status]}
    </span>
  );
}
