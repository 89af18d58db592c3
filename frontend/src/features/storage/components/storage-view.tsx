import { useContext } from 'react';
import { ErrorNotice } from '@/components/ui/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { mayDo } from '@/lib/account';
import { RoleContext } from '@/lib/hooks/use-role';
import { useStorage } from '../api/get-storage';
import { CameraUsage } from './camera-usage';
import { DiskUsage } from './disk-usage';
import { FileCheck } from './file-check';
import { LimitsForm } from './limits-form';
import { NextDeletions } from './next-deletions';

export function StorageView() {
  const { data, error, refetch } = useStorage();
  const isAdministrator = mayDo(useContext(RoleContext), 'administrator');
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div className="space-y-4">
        <Skeleton className="h-40 rounded-2xl" />
        <Skeleton className="h-60 rounded-2xl" />
      </div>
    );
  }

  return (
    <div className="space-y-4">
      <DiskUsage disks={data.disks} />
      <CameraUsage cameras={data.cameras} totalBytes={data.total_bytes} />
      {isAdministrator && <LimitsForm limits={data.limits} />}
      <NextDeletions next={data.next} />
      {isAdministrator && <FileCheck />}
    </div>
  );
}
