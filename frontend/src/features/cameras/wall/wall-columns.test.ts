import { expect, it } from 'vitest';
import { wallColumns } from './wall-columns';

it.each([
  { count: 1, width: 1920, height: 1080, columns: 1 },
  { count: 4, width: 1920, height: 1080, columns: 2 },
  { count: 9, width: 2560, height: 1440, columns: 3 },
  { count: 10, width: 2560, height: 1440, columns: 4 },
  { count: 25, width: 3840, height: 2160, columns: 5 },
  { count: 4, width: 390, height: 844, columns: 1 },
  { count: 3, width: 3840, height: 1080, columns: 3 },
])('shows $count pictures on $width x $height in $columns columns', ({ count, width, height, columns }) => {
  expect(wallColumns(count, width, height)).toBe(columns);
});
