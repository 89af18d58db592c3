import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { ExportCheck } from '@/features/exports/components/export-check';
import { exportTexts as t } from '@/texts/exports';
import { PageHeading } from '../layout/page-heading';

export function ExportCheckPage() {
  return (
    <>
      <Link to="/exports" className="mb-2 inline-flex items-center gap-1.5 text-sm text-muted hover:text-ink">
        <ArrowLeft className="size-4" aria-hidden />
        {t.back}
      </Link>
      <PageHeading title={t.check} />
      <ExportCheck />
    </>
  );
}
