import { useRef, type ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { cn } from '@/lib/cn';

interface MenuAction {
  label: string;
  icon: LucideIcon;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
}

interface ActionMenuProps {
  trigger: ReactNode;
  actions: readonly MenuAction[];
}

/** A button that opens a list of actions. */
export function ActionMenu({ trigger, actions }: ActionMenuProps) {
  const chosen = useRef<(() => void) | null>(null);
  // Once the focus is back on the trigger: a dialog that the action opens gives it back to where it found it.
  const runChosen = () => {
    const run = chosen.current;
    chosen.current = null;
    if (run) setTimeout(run);
  };
  return (
    // Not modal: a menu need not hide the rest of the page from screen readers, and closes when one goes on there.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          onCloseAutoFocus={runChosen}
          className="z-50 min-w-44 rounded-xl border bg-surface p-1 shadow-xl"
        >
          {actions.map(({ label, icon: Icon, onSelect, danger = false, disabled = false }) => (
            <DropdownMenu.Item
              key={label}
              disabled={disabled}
              onSelect={() => (chosen.current = onSelect)}
              className={cn(
                'flex min-h-9 cursor-pointer items-center gap-2 rounded-lg px-3 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-raised',
                danger && 'text-danger',
              )}
            >
              <Icon className="size-4" aria-hidden />
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
