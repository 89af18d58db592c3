import { useSyncExternalStore, type RefObject } from 'react';

function subscribe(onChange: () => void): () => void {
  document.addEventListener('fullscreenchange', onChange);
  return () => document.removeEventListener('fullscreenchange', onChange);
}

/** Whether the page shows something on the full screen, and a switch for the given element. */
export function useFullScreen(element: RefObject<HTMLElement | null>) {
  const active = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  const toggle = () => (active ? document.exitFullscreen() : element.current?.requestFullscreen());
  return { active, toggle };
}
