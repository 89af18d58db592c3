import { describe, expect, it } from 'vitest';
import { fitLayout } from './panel-layout';

const viewport = { width: 1000, height: 800 };

describe('fitLayout', () => {
  it.each([
    [
      { width: 100, height: 100 },
      { width: 320, height: 360 },
    ],
    [
      { width: 5000, height: 5000 },
      { width: 600, height: 768 },
    ],
    [
      { width: 400, height: 500 },
      { width: 400, height: 500 },
    ],
  ])('makes %j fit as %j', (wanted, fitting) => {
    expect(fitLayout({ docked: false, ...wanted }, viewport)).toEqual({ docked: false, ...fitting });
  });
});
