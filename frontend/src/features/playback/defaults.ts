/** Without a moment the last minutes play. */
const defaultBack = 5 * 60_000;
/** What is exported around a moment unless one chooses, in milliseconds. */
export const exportMargin = 30_000;
let openedAt = 0;

/** The same as long as a page is open: it must not begin again with each rendering. */
export function defaultStart(): number {
  if (Date.now() - openedAt > 2 * defaultBack) openedAt = Date.now();
  return openedAt - defaultBack;
}
