/** Draws a picture over the whole canvas, which takes the picture's size. */
export function paint(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  // Setting the size clears the canvas, so only when it changed.
  if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
  if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
  canvas.getContext('2d', { alpha: false })?.drawImage(bitmap, 0, 0);
}
