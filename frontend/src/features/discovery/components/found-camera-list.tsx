import { Checkbox } from '@/components/ui/checkbox';
import { discoveryTexts as t } from '@/texts/discovery';
import type { FoundCamera } from '../found-camera';
import { FoundCameraRow, type RowProps } from './found-camera-row';

interface FoundCameraListProps {
  title: string;
  cameras: readonly FoundCamera[];
  rowOf: (camera: FoundCamera) => RowProps;
  onSelectAll: (cameras: readonly FoundCamera[], selected: boolean) => void;
}

/** The cameras of one kind; those that are there already cannot be chosen. */
export function FoundCameraList({ title, cameras, rowOf, onSelectAll }: FoundCameraListProps) {
  if (cameras.length === 0) return null;
  const rows = cameras.map((camera) => ({ camera, row: rowOf(camera) }));
  const selectable = rows.filter(({ row }) => row.addedAs === null);
  const selected = selectable.filter(({ row }) => row.selected).length;
  return (
    <section aria-label={title} className="rounded-xl border">
      <label className="flex items-center gap-3 border-b px-4 py-3 text-sm font-medium">
        <Checkbox
          checked={selected === 0 ? false : selected === selectable.length ? true : 'mixed'}
          disabled={selectable.length === 0}
          onChange={(event) =>
            onSelectAll(
              selectable.map(({ camera }) => camera),
              event.target.checked,
            )
          }
        />
        {t.selectAll(title, cameras.length)}
      </label>
      <ul className="divide-y">
        {rows.map(({ camera, row }) => (
          <FoundCameraRow key={camera.key} camera={camera} {...row} />
        ))}
      </ul>
    </section>
  );
}
