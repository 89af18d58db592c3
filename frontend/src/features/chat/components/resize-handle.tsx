import type { KeyboardEvent, PointerEvent } from 'react';
import { cn } from '@/lib/cn';
import { chatTexts as t } from '@/texts/chat';
import type { PanelLayout } from '../panel-layout';

const keyStep = 24;

interface ResizeHandleProps {
  layout: PanelLayout;
  onResize: (layout: PanelLayout) => void;
}

/** Changes the panel's width at its left edge; when it floats, at its upper left corner, its height as well. */
export function ResizeHandle({ layout, onResize }: ResizeHandleProps) {
  const resizeBy = (right: number, down: number) =>
    onResize({
      ...layout,
      width: layout.width - right,
      height: layout.docked ? layout.height : layout.height - down,
    });

  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resizeBy(event.movementX, event.movementY);
  };
  const resizeByKey = (event: KeyboardEvent) => {
    const steps: Record<string, [number, number] | undefined> = {
      ArrowLeft: [-keyStep, 0],
      ArrowRight: [keyStep, 0],
      ArrowUp: [0, -keyStep],
      ArrowDown: [0, keyStep],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    resizeBy(...step);
  };
  return (
    <button
      type="button"
      aria-label={t.resize}
      className={cn(
        'absolute z-10 touch-none hover:bg-accent/40 max-sm:hidden',
        layout.docked
          ? 'inset-y-0 left-0 w-2 cursor-ew-resize'
          : 'top-0 left-0 size-4 cursor-nwse-resize rounded-tl-2xl',
      )}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={resizeByKey}
    />
  );
}
