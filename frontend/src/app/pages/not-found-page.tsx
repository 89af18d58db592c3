import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { appTexts as t } from '@/texts/app';
import { cameraTexts } from '@/texts/cameras';
import { PageHeading } from '../layout/page-heading';

export function NotFoundPage() {
  return (
    <>
      <PageHeading title={t.notFoundTitle} />
      <EmptyState
        icon={Compass}
        title={t.notFound}
        actions={
          <Link to="/cameras" className={buttonClass('primary')}>
            {cameraTexts.back}
          </Link>
        }
      />
    </>
  );
}
