import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { cn } from '@/lib/cn';
import { cameraTexts as t } from '@/texts/cameras';
import {
  paint,
  slotsPerDay,
  timeOf,
  weekdays,
  type GridCell,
  type Weekday,
  type WeekGrid,
} from '../schedule/week-grid';

interface WeekPainterProps {
  grid: WeekGrid;
  onChange: (grid: WeekGrid) => void;
}

const hours = [0, 6, 12, 18];

/** A week in half hours, painted with the pointer or, cell by cell, with arrow keys and the space bar. */
export function WeekPainter({ grid, onChange }: WeekPainterProps) {
  const [focus, setFocus] = useState<GridCell>({ day: 'mon', slot: 16 });
  const [stroke, setStroke] = useState<{ from: GridCell; to: GridCell; on: boolean } | null>(null);
  const table = useRef<HTMLDivElement>(null);
  const shown = stroke ? paint(grid, stroke.from, stroke.to, stroke.on) : grid;

  const begin = (event: PointerEvent) => {
    const cell = cellAt(event);
    if (!cell) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setStroke({ from: cell, to: cell, on: grid[cell.day][cell.slot] !== true });
  };
  const move = (event: PointerEvent) => {
    const cell = stroke && cellAt(event);
    if (cell) setStroke({ ...stroke, to: cell });
  };
  const end = () => {
    if (stroke) onChange(shown);
    setStroke(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      onChange(paint(grid, focus, focus, grid[focus.day][focus.slot] !== true));
      return;
    }
    const next = neighbour(focus, event.key);
    if (!next) return;
    event.preventDefault();
    setFocus(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.day}-${next.slot}"]`)?.focus();
  };

  return (
    <div className="select-none">
      <div
        ref={table}
        role="grid"
        tabIndex={-1}
        aria-label={t.schedule.grid}
        className="touch-none space-y-px"
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={() => setStroke(null)}
        onKeyDown={press}
      >
        {weekdays.map((day) => (
          <div key={day} role="row" className="flex items-center">
            <span role="rowheader" className="w-10 text-xs text-muted">
              {t.schedule.days[day]}
            </span>
            {shown[day].map((on, slot) => (
              <div
                key={slot}
                role="gridcell"
                data-cell={`${day}-${slot}`}
                aria-selected={on}
                aria-label={t.schedule.cell(t.schedule.days[day], timeOf(slot))}
                tabIndex={focus.day === day && focus.slot === slot ? 0 : -1}
                className={cn(
                  'h-7 min-w-0 flex-1 border-r border-surface focus-visible:z-10',
                  slot % 2 === 1 && 'border-r-line',
                  on ? 'bg-accent' : 'bg-raised',
                )}
              />
            ))}
          </div>
        ))}
      </div>
      <div className="mt-1 ml-10 flex text-xs text-muted tabular-nums" aria-hidden>
        {hours.map((hour) => (
          <span key={hour} className="flex-1">
            {timeOf(hour * 2)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The cell under the pointer, which a captured pointer does not tell by itself. */
function cellAt(event: PointerEvent): GridCell | null {
  const name = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-cell]')
    ?.dataset.cell;
  const [day, slot] = name?.split('-') ?? [];
  return day === undefined ? null : { day: day as Weekday, slot: Number(slot) };
}

function neighbour({ day, slot }: GridCell, key: string): GridCell | null {
  const row = weekdays.indexOf(day);
  switch (key) {
    case 'ArrowLeft':
      return { day, slot: Math.max(0, slot - 1) };
    case 'ArrowRight':
      return { day, slot: Math.min(slotsPerDay - 1, slot + 1) };
    case 'ArrowUp':
      return { day: weekdays[Math.max(0, row - 1)] ?? day, slot };
    case 'ArrowDown':
      return { day: weekdays[Math.min(weekdays.length - 1, row + 1)] ?? day, slot };
    default:
      return null;
  }
}
