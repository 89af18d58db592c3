import { Shield, ShieldOff, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { recordingTexts as t } from '@/texts/recordings';
import { sharedTexts } from '@/texts/shared';

interface SelectionBarProps {
  count: number;
  /** Something is being done with them. */
  busy: boolean;
  onProtect: (isProtected: boolean) => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the chosen recordings; stays at the bottom of the screen. */
export function SelectionBar({ count, busy, onProtect, onDelete, onClear }: SelectionBarProps) {
  return (
    <div
      role="region"
      aria-label={t.selected(count)}
      className="sticky bottom-4 z-20 mt-4 flex flex-wrap items-center gap-3 rounded-2xl border bg-surface p-3 pl-5 shadow-lg"
    >
      <p className="flex-1 text-sm font-medium" aria-live="polite">
        {t.selected(count)}
      </p>
      <Button onClick={onClear}>{t.clearSelection}</Button>
      <Button busy={busy} onClick={() => onProtect(true)}>
        <Shield className="size-4" aria-hidden />
        {t.protectSelected}
      </Button>
      <Button busy={busy} onClick={() => onProtect(false)}>
        <ShieldOff className="size-4" aria-hidden />
        {t.unprotectSelected}
      </Button>
      <Button variant="danger" onClick={onDelete}>
        <Trash2 className="size-4" aria-hidden />
        {sharedTexts.delete}
      </Button>
    </div>
  );
}
