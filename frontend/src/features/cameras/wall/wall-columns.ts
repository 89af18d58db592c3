/** Pictures are shown as 16:9, as nearly all cameras send. */
const pictureRatio = 16 / 9;

/** How many columns show `count` pictures as large as they can be in an area, all of them at once. */
export function wallColumns(count: number, width: number, height: number): number {
  let best = 1;
  let widest = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const pictureWidth = Math.min(width / columns, (height / rows) * pictureRatio);
    if (pictureWidth >= widest) [best, widest] = [columns, pictureWidth];
  }
  return best;
}
