import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { settingsTexts as t } from '@/texts/settings';

/** Asks before the page is left with changes that are not saved; the browser asks when the tab is closed. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => unsaved,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={status === 'blocked'}
      onClose={() => reset?.()}
      onConfirm={() => proceed?.()}
      title={t.leaveTitle}
      description={t.leaveText}
      confirmLabel={t.leave}
    />
  );
}
