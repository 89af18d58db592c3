import { getRouteApi, Link } from '@tanstack/react-router';
import { PackageOpen } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { RecordingsView } from '@/features/recordings/components/recordings-view';
import { exportTexts } from '@/texts/exports';
import { recordingTexts as t } from '@/texts/recordings';
import { PageHeading } from '../layout/page-heading';

const route = getRouteApi('/recordings');

export function RecordingsPage() {
  const { play, at, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: cameras = [] } = useCameras();
  return (
    <>
      <PageHeading title={t.title}>
        <Link to="/exports" className={buttonClass()}>
          <PackageOpen className="size-4" aria-hidden />
          {exportTexts.title}
        </Link>
      </PageHeading>
      <RecordingsView
        filter={filter}
        onFilter={(next) => void navigate({ search: next, replace: true })}
        cameras={cameras}
        playing={play === undefined ? null : { id: play, startAt: at }}
        onPlay={(playing) =>
          void navigate({
            search: { ...filter, play: playing?.id, at: playing?.startAt },
            resetScroll: false,
          })
        }
        emptyAction={
          <Link to="/cameras" className={buttonClass('primary')}>
            {t.toCameras}
          </Link>
        }
      />
    </>
  );
}
