import { useId, useState } from 'react';
import { BellRing, Send, Trash2 } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ErrorNotice } from '@/components/ui/error-notice';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import { errorMessage } from '@/lib/problem';
import { pushAbility } from '@/lib/push';
import { formatDateTime } from '@/lib/time';
import { deviceTexts as t } from '@/texts/devices';
import {
  useAddDevice,
  useDevices,
  useRemoveDevice,
  useRenewedDevice,
  useTestDevice,
  type Device,
} from '../api/devices';

/** Where a user turns notifications on for the browser in front of them, and sees their other devices. */
export function DeviceSection({ hasUser }: { hasUser: boolean }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-2xl border bg-surface p-5">
      <h2 id={id} className="font-semibold">
        {t.title}
      </h2>
      <p className="mt-0.5 text-sm text-muted">{hasUser ? t.text : t.openNotice}</p>
      {hasUser && <Devices />}
    </section>
  );
}

function Devices() {
  const { data, error, refetch } = useDevices();
  const current = data?.devices.find((device) => device.current);
  useRenewedDevice(data?.publicKey, current);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="mt-4 h-12" />;
  return (
    <div className="mt-4 space-y-4">
      <ThisDevice publicKey={data.publicKey} current={current} />
      {data.devices.length > 0 && <DeviceList devices={data.devices} />}
    </div>
  );
}

function ThisDevice({ publicKey, current }: { publicKey: string; current: Device | undefined }) {
  const [ability, setAbility] = useState(pushAbility);
  const add = useAddDevice();
  const remove = useRemoveDevice();
  if (ability !== 'able') return <p className="text-sm text-muted">{t.cannot[ability]}</p>;

  const turnOn = () =>
    add.mutate(publicKey, {
      onSuccess: (allowed) => {
        if (allowed) toast.success(t.turnedOn);
      },
      onSettled: () => setAbility(pushAbility()),
    });
  const problem = add.data === false ? t.notAllowed : describe(add.error ?? remove.error);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-40 flex-1 text-sm">{current ? t.on : t.off}</p>
        {current ? (
          <Button busy={remove.isPending} onClick={() => remove.mutate(current, { onSuccess: add.reset })}>
            {t.turnOff}
          </Button>
        ) : (
          <Button variant="primary" busy={add.isPending} onClick={turnOn}>
            <BellRing className="size-4" aria-hidden />
            {t.turnOn}
          </Button>
        )}
      </div>
      {problem !== null && (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}

function DeviceList({ devices }: { devices: readonly Device[] }) {
  const test = useTestDevice();
  const remove = useRemoveDevice();
  const send = (id: string) =>
    test.mutate(id, {
      onSuccess: ({ delivered, error }) =>
        delivered ? toast.success(t.testSent) : toast.error(t.testFailed(error ?? '')),
      onError: (problem) => toast.error(errorMessage(problem)),
    });
  return (
    <ul aria-label={t.devices} className="divide-y">
      {devices.map((device) => (
        <li key={device.id} className="flex items-center gap-3 py-2 text-sm">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{device.name}</p>
            <p className="text-muted">
              {[
                device.current && t.thisDevice,
                device.delivered_at ? t.delivered(formatDateTime(device.delivered_at)) : t.neverDelivered,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {device.error !== null && <p className="text-danger">{device.error}</p>}
          </div>
          <IconButton
            icon={Send}
            label={t.testDevice(device.name)}
            hint={t.test}
            disabled={test.isPending}
            onClick={() => send(device.id)}
          />
          <IconButton
            icon={Trash2}
            label={t.remove(device.name)}
            disabled={remove.isPending}
            onClick={() =>
              remove.mutate(device, { onError: (problem) => toast.error(errorMessage(problem)) })
            }
          />
        </li>
      ))}
    </ul>
  );
}

/** Each browser has its own text for these, and none says what to do. */
function describe(problem: Error | null): string | null {
  if (problem === null) return null;
  return browserProblems[problem.name] ?? errorMessage(problem);
}

const browserProblems: Partial<Record<string, string>> = {
  SecurityError: t.untrusted,
  AbortError: t.noService,
  NotAllowedError: t.notAllowed,
};
