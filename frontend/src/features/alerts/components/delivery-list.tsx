import { Button } from '@/components/ui/button';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { formatDateTime } from '@/lib/time';
import { alertTexts as t } from '@/texts/alerts';
import { useDeliveries, type Delivery } from '../api/alerts';

/** What was sent to whom, and why it did not arrive. */
export function DeliveryList() {
  const list = useDeliveries();
  if (list.isError) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton className="h-24 rounded-2xl" />;
  const deliveries = list.data.pages.flatMap((page) => page.deliveries);
  if (deliveries.length === 0) return <p className="text-sm text-muted">{t.noDeliveries}</p>;
  return (
    <>
      <ul aria-label={t.deliveries} className="divide-y rounded-2xl border bg-surface px-5">
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.loadOlder}
        </Button>
      )}
    </>
  );
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { title, text, channel, rule, state, error, attempts, created_at, next_attempt_at } = delivery;
  return (
    <li className="py-3 text-sm">
      <p className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
        <span className={state === 'failed' ? 'text-danger' : 'text-muted'}>{t.states[state]}</span>
      </p>
      <p className="break-words">{text}</p>
      <p className="text-xs text-muted tabular-nums">
        {[
          formatDateTime(created_at),
          channel,
          rule,
          attempts > 1 && t.attempts(attempts),
          next_attempt_at !== null && attempts > 0 && t.nextAttempt(formatDateTime(next_attempt_at)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {error !== null && <p className="break-words text-danger">{error}</p>}
    </li>
  );
}
