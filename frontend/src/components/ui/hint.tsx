import type { ReactNode } from 'react';
import { Tooltip } from 'radix-ui';

/** A tooltip that names what it surrounds. */
export function Hint({ text, children }: { text: string; children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          className="z-60 max-w-64 rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-lg"
        >
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
