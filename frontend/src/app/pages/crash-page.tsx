import { ErrorNotice } from '@/components/ui/error-notice';
import { appTexts as t } from '@/texts/app';
import { PageHeading } from '../layout/page-heading';

/** Shown in place of a page that failed; the rest of the app goes on. */
export function CrashPage({ error }: { error: unknown }) {
  return (
    <>
      <PageHeading title={t.crashTitle} />
      <ErrorNotice error={error} onRetry={() => window.location.reload()} />
    </>
  );
}
