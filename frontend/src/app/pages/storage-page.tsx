import { StorageView } from '@/features/storage/components/storage-view';
import { storageTexts as t } from '@/texts/storage';
import { PageHeading } from '../layout/page-heading';

export function StoragePage() {
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeading title={t.title} />
      <StorageView />
    </div>
  );
}
