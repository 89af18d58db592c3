import { useId, useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { ErrorNotice } from '@/components/ui/error-notice';
import { FormError } from '@/components/ui/form-error';
import { Skeleton } from '@/components/ui/skeleton';
import type { Camera } from '@/lib/camera';
import { errorMessage } from '@/lib/problem';
import { formatDateTime } from '@/lib/time';
import { cameraEventTexts as t } from '@/texts/camera-events';
import { useCameraEvents } from '../api/get-camera-events';
import { useUpdateCamera } from '../api/update-camera';

/** The switch for what an ONVIF camera notices itself, and how that fares. */
export function CameraEvents({ camera }: { camera: Camera }) {
  const heading = useId();
  const update = useUpdateCamera(camera.id);
  const saved = camera.camera_events?.enabled ?? false;
  // Until the server has answered.
  const [chosen, setChosen] = useState<boolean>();

  return (
    <section aria-labelledby={heading} className="mt-4 space-y-4 rounded-2xl border bg-surface p-5">
      <div>
        <h2 id={heading} className="text-lg font-semibold">
          {t.title}
        </h2>
        <p className="mt-1 text-sm text-muted">{t.intro}</p>
      </div>
      <FormError message={update.error ? errorMessage(update.error) : undefined} />
      <label className="flex min-h-6 items-center gap-2 text-sm font-medium">
        <Checkbox
          checked={chosen ?? saved}
          disabled={update.isPending}
          onChange={({ target }) => {
            setChosen(target.checked);
            update.mutate(
              { camera_events: { enabled: target.checked } },
              { onSettled: () => setChosen(undefined) },
            );
          }}
        />
        {t.enabled}
      </label>
      {saved && <Status cameraId={camera.id} />}
    </section>
  );
}

function Status({ cameraId }: { cameraId: string }) {
  const { data, error, refetch } = useCameraEvents(cameraId);
  if (!data) {
    return error ? (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-5 w-64" />
    );
  }

  return (
    <div role="status" className="space-y-1 text-sm">
      <p className="text-muted">
        {data.subscribed_since === null
          ? t.states[data.state]
          : t.subscribed(formatDateTime(data.subscribed_since))}
      </p>
      {data.problem !== null && <p className="break-words text-warn">{data.problem}</p>}
      {data.state !== 'stopped' && (
        <p className="text-muted">
          {data.last_event_at === null ? t.noEvent : t.lastEvent(formatDateTime(data.last_event_at))}
        </p>
      )}
    </div>
  );
}
