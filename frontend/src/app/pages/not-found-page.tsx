import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { useDocumentTitle } from '@/lib/hooks/use-document-title';
import { appTexts as t } from '@/texts/app';
import { cameraTexts } from '@/texts/cameras';

export function NotFoundPage() {
  useDocumentTitle(t.notFoundTitle);
  return (
    <EmptyState
      icon={Compass}
      title={t.notFoundTitle}
      actions={
        <Link to="/cameras" className={buttonClass('primary')}>
          {cameraTexts.back}
        </Link>
      }
    >
      {t.notFound}
    </EmptyState>
  );
}
