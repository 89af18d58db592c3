import { useEffect, useState } from 'react';

/**
 * Whether a part of the page fills the screen. The whole page is sent to the full screen and the part covers it, so that
 * menus, dialogs and toasts, which stand beside it in the document, are still seen. Where a browser has no full screen
 * (an iPhone) the part covers the window.
 */
export function useFullScreen() {
  const [active, setActive] = useState(false);

  useEffect(() => {
    if (!active) return;
    const leave = () => setActive(false);
    const onChange = () => document.fullscreenElement ?? leave();
    // Escape belongs first to what is open on top.
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && leave();
    document.addEventListener('fullscreenchange', onChange);
    window.addEventListener('keydown', onKey);
    if (document.fullscreenEnabled) void document.documentElement.requestFullscreen().catch(() => undefined);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      window.removeEventListener('keydown', onKey);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, [active]);

  return { active, toggle: () => setActive(!active) };
}
