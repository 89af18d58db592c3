import { useEffect, useState, type RefObject } from 'react';

/** Whether the element is on the screen or so near that it soon will be. */
export function useOnScreen(element: RefObject<Element | null>, margin = '100px'): boolean {
  const [onScreen, setOnScreen] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new IntersectionObserver(
      (entries) => setOnScreen(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: margin },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, margin]);
  return onScreen;
}
