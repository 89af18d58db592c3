import { useRef } from 'react';

/**
 * For a dialog that something else than a trigger of its own opens: gives the focus back to what had it. When that is
 * gone (the card of a deleted camera), the page's content gets it, so that the keyboard goes on near by.
 */
export function useReturnFocus() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const target = opener.current?.isConnected ? opener.current : document.getElementById('content');
      if (target instanceof HTMLElement) target.focus();
    },
  };
}
