import { useEffect, useState } from 'react';

const activities = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/** True once no one has moved the pointer, touched or typed for a while; false while not `watching`. */
export function useIdle(watching: boolean, afterMs = 3000): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (!watching) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = () => {
      clearTimeout(timer);
      setIdle(false);
      timer = setTimeout(() => setIdle(true), afterMs);
    };
    wake();
    activities.forEach((activity) => window.addEventListener(activity, wake));
    return () => {
      clearTimeout(timer);
      activities.forEach((activity) => window.removeEventListener(activity, wake));
      setIdle(false);
    };
  }, [watching, afterMs]);
  return idle;
}
