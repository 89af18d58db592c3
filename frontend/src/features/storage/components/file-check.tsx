import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ErrorNotice } from '@/components/ui/error-notice';
import { formatBytes } from '@/lib/format';
import { formatDateTime } from '@/lib/time';
import { storageTexts as t } from '@/texts/storage';
import { useFileComparison, useRepairFiles, type FileComparison, type Repair } from '../api/compare-files';
import { StorageSection } from './storage-section';

/** Compares files with recordings when asked to, and brings them together again. */
export function FileCheck() {
  const [asked, setAsked] = useState(false);
  const comparison = useFileComparison(asked);
  const compare = () => {
    if (asked) void comparison.refetch();
    else setAsked(true);
  };
  return (
    <StorageSection title={t.files} text={t.filesText}>
      <Button onClick={compare} busy={comparison.isFetching}>
        {t.check}
      </Button>
      <div className="mt-4 space-y-6 empty:hidden">
        {comparison.error && <ErrorNotice error={comparison.error} />}
        {comparison.data && <Findings found={comparison.data} />}
      </div>
    </StorageSection>
  );
}

function Findings({ found }: { found: FileComparison }) {
  const repair = useRepairFiles();
  const [asking, setAsking] = useState<Repair | null>(null);
  const run = (wanted: Repair) =>
    repair.mutate(wanted, {
      onSuccess: ({ done, problems }) => {
        if (done > 0) toast.success(t.repaired(done));
        if (problems.length > 0) toast.error(t.notRepaired(problems.length), { description: problems[0] });
      },
      onSettled: () => setAsking(null),
    });
  const files = found.orphans.map(({ file }) => file);
  const ids = found.missing.map(({ id }) => id);

  if (found.unknown_reason !== null) return <p className="text-sm">{found.unknown_reason}</p>;
  return (
    <>
      {found.orphan_count + found.missing_count === 0 && <p className="text-sm">{t.allWell(found.files)}</p>}
      {found.orphan_count > 0 && (
        <div>
          <p className="text-sm font-medium">
            {t.orphans(found.orphan_count, formatBytes(found.orphan_bytes))}
          </p>
          <Names names={files} count={found.orphan_count} />
          <div className="mt-3 flex flex-wrap gap-3">
            <Button busy={repair.isPending} onClick={() => run({ action: 'adopt', files })}>
              {t.adopt}
            </Button>
            <Button className="text-danger" onClick={() => setAsking({ action: 'delete', files })}>
              {t.remove}
            </Button>
          </div>
        </div>
      )}
      {found.missing_count > 0 && (
        <div>
          <p className="text-sm font-medium">{t.missing(found.missing_count)}</p>
          <p className="text-sm text-muted">{t.missingHint}</p>
          <Names
            names={found.missing.map((row) => `${row.camera_name}, ${formatDateTime(row.start_time)}`)}
            count={found.missing_count}
          />
          <Button className="mt-3 text-danger" onClick={() => setAsking({ action: 'forget', ids })}>
            {t.forget}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        onConfirm={() => asking && run(asking)}
        title={asking?.action === 'forget' ? t.forgetTitle : t.removeTitle}
        description={asking?.action === 'forget' ? t.forgetText : t.removeText}
        confirmLabel={asking?.action === 'forget' ? t.forget : t.remove}
        busy={repair.isPending}
      />
    </>
  );
}

const shown = 8;

function Names({ names, count }: { names: readonly string[]; count: number }) {
  return (
    <ul className="mt-1 text-sm text-muted">
      {names.slice(0, shown).map((name) => (
        <li key={name} className="break-all">
          {name}
        </li>
      ))}
      {count > shown && <li>{t.more(count - shown)}</li>}
    </ul>
  );
}
