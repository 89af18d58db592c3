import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { cn } from '@/lib/cn';
import { sharedTexts } from '@/texts/shared';
import { IconButton } from './icon-button';
import { useReturnFocus } from './use-return-focus';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  children: ReactNode;
  className?: string;
}

/** A modal dialog: focus stays inside, Escape closes it, focus goes back to where it was. Full screen on a phone. */
export function Dialog({ open, onClose, title, description, children, className }: DialogProps) {
  const { onOpenAutoFocus, onCloseAutoFocus } = useReturnFocus();
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Primitive.Content
          onOpenAutoFocus={(event) => {
            onOpenAutoFocus();
            focusDialog(event);
          }}
          onCloseAutoFocus={onCloseAutoFocus}
          tabIndex={-1}
          {...(description === undefined && { 'aria-describedby': undefined })}
          className={cn(
            'fixed inset-0 z-50 flex flex-col overflow-hidden bg-surface shadow-2xl outline-none',
            'sm:top-1/2 sm:right-auto sm:bottom-auto sm:left-1/2 sm:max-h-[90dvh] sm:w-full sm:max-w-xl sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl sm:border sm:border-line',
            className,
          )}
        >
          <header className="flex items-start gap-4 border-b px-5 py-4">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="truncate text-lg font-semibold">{title}</Primitive.Title>
              {description !== undefined && (
                <Primitive.Description className="mt-0.5 text-sm text-muted">
                  {description}
                </Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <IconButton icon={X} label={sharedTexts.close} />
            </Primitive.Close>
          </header>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The dialog itself takes the focus, so that a screen reader begins at its title and no tooltip pops up. */
function focusDialog(event: Event): void {
  event.preventDefault();
  if (event.target instanceof HTMLElement) event.target.focus();
}

/** The scrolling part of a dialog. */
export function DialogBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn('min-h-0 flex-1 overflow-y-auto px-5 py-4', className)}>{children}</div>;
}

/** The buttons of a dialog, always in view. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-3 border-t px-5 py-4">{children}</footer>
  );
}
