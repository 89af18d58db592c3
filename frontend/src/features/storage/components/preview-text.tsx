import { FormError } from '@/components/ui/form-error';
import { formatBytes } from '@/lib/format';
import { errorMessage } from '@/lib/problem';
import { formatDateTime } from '@/lib/time';
import { storageTexts as t } from '@/texts/storage';
import type { LimitsPreview } from '../api/preview-limits';

interface PreviewTextProps {
  preview: LimitsPreview | undefined;
  error: unknown;
}

/** What limits would delete, as text for users. */
export function PreviewText({ preview, error }: PreviewTextProps) {
  if (error) return <FormError message={errorMessage(error)} />;
  if (!preview) return <p className="text-sm text-muted">{t.previewing}</p>;
  if (preview.recordings === 0) {
    return (
      <p role="status" className="text-sm">
        {t.previewNothing}
      </p>
    );
  }

  const count = preview.is_complete ? t.count(preview.recordings) : t.atLeast(preview.recordings);
  return (
    <div role="status" className="text-sm">
      <p className="font-medium text-danger">{t.preview(count, formatBytes(preview.bytes))}</p>
      <ul className="mt-1 text-muted">
        {preview.cameras.map((camera) => (
          <li key={camera.id ?? camera.name} className="break-words">
            {t.previewOf(camera.name, formatDateTime(camera.until))} ({t.count(camera.recordings)},{' '}
            {formatBytes(camera.bytes)})
          </li>
        ))}
      </ul>
    </div>
  );
}
