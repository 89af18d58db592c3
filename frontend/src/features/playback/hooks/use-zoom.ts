import { useState, type CSSProperties, type PointerEvent, type WheelEvent } from 'react';

const most = 8;
const step = 1.5;

interface Zoom {
  scale: number;
  /** How far the picture is moved, in pixels. */
  x: number;
  y: number;
}

const whole: Zoom = { scale: 1, x: 0, y: 0 };

/** Digital zoom: the wheel enlarges where the pointer is, dragging moves the picture. */
export function useZoom() {
  const [zoom, setZoom] = useState(whole);

  const zoomAt = (box: DOMRect, clientX: number, clientY: number, factor: number) =>
    setZoom((known) => {
      const scale = Math.min(most, Math.max(1, known.scale * factor));
      if (scale === 1) return whole;
      const [px, py] = [clientX - box.left - box.width / 2, clientY - box.top - box.height / 2];
      const ratio = scale / known.scale;
      return limited({ scale, x: px - (px - known.x) * ratio, y: py - (py - known.y) * ratio }, box);
    });

  const onWheel = (event: WheelEvent<HTMLElement>) => {
    const factor = event.deltaY < 0 ? step : 1 / step;
    zoomAt(event.currentTarget.getBoundingClientRect(), event.clientX, event.clientY, factor);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1 || zoom.scale === 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    setZoom((known) =>
      limited({ ...known, x: known.x + event.movementX, y: known.y + event.movementY }, box),
    );
  };
  const style: CSSProperties = {
    transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`,
    touchAction: zoom.scale > 1 ? 'none' : 'auto',
  };
  return {
    scale: zoom.scale,
    style,
    handlers: { onWheel, onPointerMove },
    zoomIn: () => setZoom((known) => ({ ...known, scale: Math.min(most, known.scale * step) })),
    reset: () => setZoom(whole),
  };
}

function limited({ scale, x, y }: Zoom, { width, height }: DOMRect): Zoom {
  const [mostX, mostY] = [(width * (scale - 1)) / 2, (height * (scale - 1)) / 2];
  return { scale, x: Math.min(mostX, Math.max(-mostX, x)), y: Math.min(mostY, Math.max(-mostY, y)) };
}
