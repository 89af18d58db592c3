import { useNodes } from '@/features/nodes/api/get-nodes';
import type { Camera } from '@/lib/camera';
import { appTexts as t } from '@/texts/app';

/** The state of everything in four numbers. */
export function StatsBar({ cameras }: { cameras: readonly Camera[] | undefined }) {
  const { data: nodes } = useNodes();
  const online = cameras?.filter((camera) => camera.status === 'running').length;
  const offline = cameras && online !== undefined ? cameras.length - online : undefined;
  const ready = nodes?.filter((node) => node.ready).length;
  return (
    <dl aria-label={t.stats} className="grid grid-cols-4 divide-x rounded-2xl border bg-surface">
      <Stat name={t.total} value={cameras?.length} />
      <Stat name={t.online} value={online} className="text-ok" />
      <Stat name={t.offline} value={offline} className={offline ? 'text-danger' : ''} />
      <Stat name={t.nodes} value={nodes && ready !== undefined ? `${ready}/${nodes.length}` : undefined} />
    </dl>
  );
}

interface StatProps {
  name: string;
  value: number | string | undefined;
  className?: string;
}

function Stat({ name, value, className = '' }: StatProps) {
  return (
    <div className="flex flex-col-reverse px-3 py-2 sm:px-5 sm:py-3">
      <dt className="truncate text-xs text-muted sm:text-sm">{name}</dt>
      <dd className={`text-xl font-semibold tabular-nums sm:text-2xl ${className}`}>{value ?? '–'}</dd>
    </div>
  );
}
