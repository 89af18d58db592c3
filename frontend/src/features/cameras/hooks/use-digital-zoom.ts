import { useEffect, useState, type RefObject } from 'react';
import { panBy, wholePicture, zoomAt, type Zoom } from '../live/digital-zoom';

const wheelStep = 0.0015;

/** Zooms into a picture by wheel or two fingers, and moves it by dragging while it is larger. Double-click shows it whole. */
export function useDigitalZoom(frame: RefObject<HTMLElement | null>, enabled: boolean) {
  const [zoom, setZoom] = useState<Zoom>(wholePicture);

  useEffect(() => {
    const element = frame.current;
    if (!element || !enabled) return;
    const ending = new AbortController();
    const pointers = new Map<number, { x: number; y: number }>();
    const at = (event: { clientX: number; clientY: number }) => {
      const box = element.getBoundingClientRect();
      return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    };
    const onWheel = (event: WheelEvent) => {
      const { x, y } = at(event);
      setZoom((zoom) => zoomAt(zoom, Math.exp(-event.deltaY * wheelStep), x, y));
      // A whole picture that cannot get smaller leaves the wheel to the page.
      if (event.deltaY < 0 || element.dataset.zoomed) event.preventDefault();
    };
    const onMove = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      pointers.set(event.pointerId, now);
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      if (!other) {
        setZoom((zoom) => panBy(zoom, now.x - before.x, now.y - before.y));
        return;
      }
      const factor = distance(now, other) / Math.max(0.01, distance(before, other));
      setZoom((zoom) => zoomAt(zoom, factor, (now.x + other.x) / 2, (now.y + other.y) / 2));
    };
    const onUp = (event: PointerEvent) => pointers.delete(event.pointerId);
    const options = { signal: ending.signal };
    element.addEventListener('wheel', onWheel, { ...options, passive: false });
    element.addEventListener('pointerdown', (event) => pointers.set(event.pointerId, at(event)), options);
    window.addEventListener('pointermove', onMove, options);
    window.addEventListener('pointerup', onUp, options);
    window.addEventListener('pointercancel', onUp, options);
    element.addEventListener('dblclick', () => setZoom(wholePicture), options);
    return () => ending.abort();
  }, [frame, enabled]);

  return { zoom, reset: () => setZoom(wholePicture) };
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
