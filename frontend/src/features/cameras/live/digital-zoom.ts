/** A part of the picture: `scale` times larger, moved by a share of the picture's width and height. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export const wholePicture: Zoom = { scale: 1, x: 0, y: 0 };

const maxScale = 8;

/** Zooms by a factor and keeps the point (shares of width and height, 0 to 1) where it is. */
export function zoomAt(zoom: Zoom, factor: number, x: number, y: number): Zoom {
  const scale = Math.min(maxScale, Math.max(1, zoom.scale * factor));
  const ratio = scale / zoom.scale;
  return within({ scale, x: x - (x - zoom.x) * ratio, y: y - (y - zoom.y) * ratio });
}

/** Moves the picture by shares of its width and height on the screen. */
export function panBy(zoom: Zoom, dx: number, dy: number): Zoom {
  return within({ ...zoom, x: zoom.x + dx, y: zoom.y + dy });
}

/** The picture always covers its frame. */
function within({ scale, x, y }: Zoom): Zoom {
  const least = 1 - scale;
  return { scale, x: Math.min(0, Math.max(least, x)), y: Math.min(0, Math.max(least, y)) };
}
