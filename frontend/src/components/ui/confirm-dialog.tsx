import { useId, useState } from 'react';
import { AlertDialog } from 'radix-ui';
import { sharedTexts } from '@/texts/shared';
import { Button } from './button';
import { inputClass } from './input';
import { useReturnFocus } from './use-return-focus';

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  description: string;
  confirmLabel: string;
  busy?: boolean;
  /** What has to be typed before the action can be confirmed, for actions that cannot be undone. */
  typed?: { phrase: string; label: string };
}

/** Asks before something is lost. The safe choice has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const returnFocus = useReturnFocus();
  return (
    <AlertDialog.Root open={props.open} onOpenChange={(next) => !next && props.onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-black/60" />
        <AlertDialog.Content
          {...returnFocus}
          className="fixed top-1/2 left-1/2 z-60 w-[calc(100%-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-2xl border border-line bg-surface p-5 shadow-2xl"
        >
          <ConfirmContent {...props} />
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function ConfirmContent({ onConfirm, title, description, confirmLabel, busy, typed }: ConfirmDialogProps) {
  const [phrase, setPhrase] = useState('');
  const phraseId = useId();
  return (
    <>
      <AlertDialog.Title className="text-lg font-semibold break-words">{title}</AlertDialog.Title>
      <AlertDialog.Description className="mt-2 text-sm text-muted">{description}</AlertDialog.Description>
      {typed && (
        <div className="mt-4 text-sm">
          <label htmlFor={phraseId}>{typed.label}</label>
          <input
            id={phraseId}
            className={inputClass}
            value={phrase}
            autoComplete="off"
            onChange={(event) => setPhrase(event.target.value)}
          />
        </div>
      )}
      <div className="mt-5 flex justify-end gap-3">
        <AlertDialog.Cancel asChild>
          <Button>{sharedTexts.cancel}</Button>
        </AlertDialog.Cancel>
        <Button
          variant="danger"
          busy={busy}
          disabled={typed !== undefined && phrase.trim() !== typed.phrase}
          onClick={onConfirm}
        >
          {confirmLabel}
        </Button>
      </div>
    </>
  );
}
