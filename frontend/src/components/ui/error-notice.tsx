import { TriangleAlert } from 'lucide-react';
import { errorMessage } from '@/lib/problem';
import { sharedTexts } from '@/texts/shared';
import { Button } from './button';

interface ErrorNoticeProps {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}

/** What failed, why, and a way to try again. */
export function ErrorNotice({ error, title = sharedTexts.somethingFailed, onRetry }: ErrorNoticeProps) {
  return (
    <div role="alert" className="flex items-start gap-3 rounded-xl border border-danger bg-surface p-4">
      <TriangleAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-semibold">{title}</p>
        <p className="mt-0.5 break-words text-muted">{errorMessage(error)}</p>
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {sharedTexts.retry}
        </Button>
      )}
    </div>
  );
}
