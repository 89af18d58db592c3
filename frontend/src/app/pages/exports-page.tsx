import { ExportList } from '@/features/exports/components/export-list';
import { exportTexts as t } from '@/texts/exports';
import { PageHeading } from '../layout/page-heading';

export function ExportsPage() {
  return (
    <>
      <PageHeading title={t.title} />
      <ExportList />
    </>
  );
}
