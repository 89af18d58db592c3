import { getRouteApi } from '@tanstack/react-router';
import { Cctv, LayoutGrid, List, MonitorPlay, Plus, ScanSearch, SearchX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { useAuthStatus } from '@/features/auth/api/get-auth-status';
import { useCameras } from '@/features/cameras/api/get-cameras';
import { CameraGrid, CameraGridSkeleton } from '@/features/cameras/components/camera-grid';
import { CameraWall } from '@/features/cameras/components/camera-wall';
import { CameraList } from '@/features/cameras/components/camera-list';
import { filterCameras } from '@/features/cameras/arrange-cameras';
import { useRecordingSince } from '@/features/recordings/api/get-active-recordings';
import type { Camera } from '@/lib/camera';
import { useMay } from '@/lib/hooks/use-role';
import { cameraTexts as t } from '@/texts/cameras';
import { PageHeading } from '../layout/page-heading';
import { StatsBar } from '../layout/stats-bar';
import { CameraDialogs } from './camera-dialogs';

const route = getRouteApi('/cameras');

const views = [
  { value: 'grid', label: t.viewGrid, icon: LayoutGrid },
  { value: 'list', label: t.viewList, icon: List },
  { value: 'wall', label: t.viewWall, icon: MonitorPlay },
] as const;

export function CamerasPage() {
  const mayAdd = useMayAdd();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: cameras, error, refetch } = useCameras();

  const openDialog = (dialog: 'add' | 'scan') => void navigate({ search: { ...search, dialog } });
  return (
    <>
      <PageHeading title={t.title}>
        <Input
          type="search"
          aria-label={t.search}
          placeholder={t.search}
          className="order-last mt-0 sm:order-none sm:w-56"
          value={search.q ?? ''}
          onChange={(event) =>
            void navigate({ search: { ...search, q: event.target.value || undefined }, replace: true })
          }
        />
        <Segmented
          label={t.view}
          value={search.view ?? 'grid'}
          options={views}
          onChange={(view) => void navigate({ search: { ...search, view }, replace: true })}
        />
        {mayAdd && (
          <>
            <Button onClick={() => openDialog('scan')} title={t.scan}>
              <ScanSearch className="size-4" aria-hidden />
              <span className="max-lg:sr-only">{t.scan}</span>
            </Button>
            <Button variant="primary" onClick={() => openDialog('add')}>
              <Plus className="size-4" aria-hidden />
              <span className="max-sm:sr-only">{t.add}</span>
            </Button>
          </>
        )}
      </PageHeading>
      <div className="space-y-4">
        <StatsBar cameras={cameras} show={search.show} />
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!cameras && !error && <CameraGridSkeleton />}
        {cameras?.length === 0 && <NoCameras onOpen={openDialog} />}
        {cameras && cameras.length > 0 && <Cameras cameras={filterCameras(cameras, search)} />}
      </div>
      <CameraDialogs cameras={cameras ?? []} />
    </>
  );
}

function Cameras({ cameras }: { cameras: readonly Camera[] }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const recordingSince = useRecordingSince();

  if (cameras.length === 0) {
    const clear = () => void navigate({ search: { ...search, q: undefined, show: undefined } });
    return (
      <EmptyState
        icon={SearchX}
        title={t.noMatchTitle}
        actions={<Button onClick={clear}>{t.clearSearch}</Button>}
      >
        {search.q ? t.noMatch(search.q) : search.show === 'online' ? t.noneOnline : t.noneOffline}
      </EmptyState>
    );
  }
  if (search.view === 'wall') {
    const leave = () => void navigate({ search: { ...search, view: undefined }, replace: true });
    return <CameraWall cameras={cameras} recordingSince={recordingSince} onLeave={leave} />;
  }
  if (search.view !== 'list') return <CameraGrid cameras={cameras} recordingSince={recordingSince} />;
  return (
    <CameraList
      cameras={cameras}
      recordingSince={recordingSince}
      sort={{ column: search.sort ?? 'name', descending: search.order === 'desc' }}
      onSort={({ column, descending }) =>
        void navigate({
          search: { ...search, sort: column, order: descending ? 'desc' : undefined },
          replace: true,
        })
      }
    />
  );
}

/** Adding is for those who may use all cameras: the others would not see what they add. */
function useMayAdd() {
  const { data: status } = useAuthStatus();
  return useMay('operator') && !status?.user?.camera_ids;
}

function NoCameras({ onOpen }: { onOpen: (dialog: 'add' | 'scan') => void }) {
  if (!useMayAdd())
    return (
      <EmptyState icon={Cctv} title={t.emptyTitleViewer}>
        {t.emptyViewer}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Cctv}
      title={t.emptyTitle}
      actions={
        <>
          <Button variant="primary" onClick={() => onOpen('add')}>
            <Plus className="size-4" aria-hidden />
            {t.add}
          </Button>
          <Button onClick={() => onOpen('scan')}>
            <ScanSearch className="size-4" aria-hidden />
            {t.scan}
          </Button>
        </>
      }
    >
      {t.empty}
    </EmptyState>
  );
}
