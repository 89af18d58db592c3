import { Link } from '@tanstack/react-router';
import { isOnline, type Availability } from '@/features/cameras/arrange-cameras';
import { useNodes } from '@/features/nodes/api/get-nodes';
import type { Camera } from '@/lib/camera';
import { cn } from '@/lib/cn';
import { appTexts as t } from '@/texts/app';

interface StatsBarProps {
  cameras: readonly Camera[] | undefined;
  /** Which cameras the page shows; undefined when it shows all. */
  show: Availability | undefined;
}

/** The state of everything in four numbers; those of the cameras show the cameras that they count. */
export function StatsBar({ cameras, show }: StatsBarProps) {
  const { data: nodes } = useNodes();
  const online = cameras?.filter(isOnline).length;
  const offline = cameras && online !== undefined ? cameras.length - online : undefined;
  const ready = nodes?.filter((node) => node.ready).length;
  return (
    <dl
      aria-label={t.stats}
      className="grid grid-cols-4 divide-x overflow-hidden rounded-2xl border bg-surface"
    >
      <Stat name={t.total} value={cameras?.length}>
        <ShowLink label={t.showAll} show={undefined} active={show === undefined} />
      </Stat>
      <Stat name={t.online} value={online} className="text-ok">
        <ShowLink label={t.showOnline} show="online" active={show === 'online'} />
      </Stat>
      <Stat name={t.offline} value={offline} className={offline ? 'text-danger' : ''}>
        <ShowLink label={t.showOffline} show="offline" active={show === 'offline'} />
      </Stat>
      <Stat name={t.nodes} value={nodes && ready !== undefined ? `${ready}/${nodes.length}` : undefined} />
    </dl>
  );
}

interface StatProps {
  name: string;
  value: number | string | undefined;
  className?: string;
  children?: React.ReactNode;
}

function Stat({ name, value, className = '', children }: StatProps) {
  return (
    <div className="relative flex flex-col-reverse px-3 py-2 sm:px-5 sm:py-3">
      <dt className="truncate text-xs text-muted sm:text-sm">{name}</dt>
      <dd className={`text-xl font-semibold tabular-nums sm:text-2xl ${className}`}>
        {value ?? '–'}
        {children}
      </dd>
    </div>
  );
}

interface ShowLinkProps {
  label: string;
  show: Availability | undefined;
  active: boolean;
}

/** Covers its number. */
function ShowLink({ label, show, active }: ShowLinkProps) {
  return (
    <Link
      to="/cameras"
      search={(previous) => ({ ...previous, show })}
      replace
      aria-label={label}
      aria-current={active ? 'true' : undefined}
      title={label}
      className={cn(
        'absolute inset-0 border-b-2 border-transparent -outline-offset-2 hover:border-control-line',
        active && show !== undefined && 'border-accent!',
      )}
    />
  );
}
