import { useSyncExternalStore } from 'react';

const storageKey = 'falconeye.theme';
const listeners = new Set<() => void>();

/** The theme that public/theme.js chose before the first paint, or that was chosen since. */
function currentTheme(): 'light' | 'dark' {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

export function useTheme() {
  const theme = useSyncExternalStore(subscribe, currentTheme);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    localStorage.setItem(storageKey, next);
    listeners.forEach((notify) => notify());
  };
  return { theme, toggle };
}
