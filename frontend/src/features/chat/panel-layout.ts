import { z } from 'zod';

export const panelLayoutSchema = z.object({
  docked: z.boolean(),
  width: z.number(),
  height: z.number(),
});

export type PanelLayout = z.infer<typeof panelLayoutSchema>;

export const initialLayout: PanelLayout = { docked: false, width: 400, height: 600 };

const smallest = { width: 320, height: 360 };

/** Keeps a panel large enough to use and small enough for its window. */
export function fitLayout(layout: PanelLayout, viewport: { width: number; height: number }): PanelLayout {
  const fit = (value: number, least: number, most: number) =>
    Math.round(Math.max(least, Math.min(value, most)));
  return {
    ...layout,
    width: fit(layout.width, smallest.width, viewport.width * 0.6),
    height: fit(layout.height, smallest.height, viewport.height - 32),
  };
}
