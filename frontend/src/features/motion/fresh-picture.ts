import { useEffect, useState } from 'react';

/** A picture follows its predecessor after this pause, however long that took. */
const pauseMs = 400;

/**
 * A number for the address of a picture, which changes once the picture has come (or failed) while `isLive`; else it stays that of the
 * first. `onSettled` is for the picture's load and error.
 */
export function useFreshPicture(isLive: boolean) {
  const [stamp, setStamp] = useState(() => Date.now());
  const [settled, setSettled] = useState<number | null>(null);

  useEffect(() => {
    if (!isLive || settled !== stamp) return;
    const timer = setTimeout(() => setStamp(Date.now()), pauseMs);
    return () => clearTimeout(timer);
  }, [isLive, settled, stamp]);

  return { stamp, onSettled: () => setSettled(stamp) };
}
