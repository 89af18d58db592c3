import { ErrorNotice } from '@/components/ui/error-notice';
import { useDocumentTitle } from '@/lib/hooks/use-document-title';
import { appTexts as t } from '@/texts/app';

/** Shown in place of a page that failed; the rest of the app goes on. */
export function CrashPage({ error }: { error: unknown }) {
  useDocumentTitle(t.crashTitle);
  return <ErrorNotice error={error} title={t.crashTitle} onRetry={() => window.location.reload()} />;
}
