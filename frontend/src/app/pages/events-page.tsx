import { useMemo } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { EventDialog } from '@/features/events/components/event-dialog';
import { EventsView } from '@/features/events/components/events-view';
import { useMay } from '@/lib/hooks/use-role';
import { eventTexts as t } from '@/texts/events';
import { PageHeading } from '../layout/page-heading';

const route = getRouteApi('/events');

export function EventsPage() {
  const { event, ...filter } = route.useSearch();
  const mayAlert = useMay('administrator');
  const navigate = route.useNavigate();
  const { data: cameras } = useCameras();
  const cameraNames = useMemo(() => new Map(cameras?.map(({ id, name }) => [id, name])), [cameras]);
  return (
    <>
      <PageHeading title={t.title}>
        {mayAlert && (
          <Link to="/alerts" className={buttonClass('secondary')}>
            <Bell className="size-4" aria-hidden />
            {t.alerts}
          </Link>
        )}
      </PageHeading>
      <EventsView
        filter={filter}
        onFilter={(next) => void navigate({ search: next, replace: true })}
        cameras={cameras ?? []}
        cameraNames={cameraNames}
        onOpen={(id) => void navigate({ search: { ...filter, event: id }, resetScroll: false })}
      />
      {event !== undefined && (
        <EventDialog
          eventId={event}
          cameraNames={cameraNames}
          playLink={(play, at) => (
            <Link to="/recordings" search={{ play, at }} className={buttonClass('primary')}>
              {t.play}
            </Link>
          )}
          onClose={() => void navigate({ search: filter, resetScroll: false })}
        />
      )}
    </>
  );
}
