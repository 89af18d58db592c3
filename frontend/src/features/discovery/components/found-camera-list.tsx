import { Cable, Network } from 'lucide-react';
import { Checkbox } from '@/components/ui/checkbox';
import { discoveryTexts as t } from '@/texts/discovery';
import type { FoundCamera } from '../found-camera';

interface FoundCameraListProps {
  cameras: readonly FoundCamera[];
  isAdded: (camera: FoundCamera) => boolean;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

export function FoundCameraList({ cameras, isAdded, selected, onSelect }: FoundCameraListProps) {
  const selectable = cameras.filter((camera) => !isAdded(camera)).map(({ key }) => key);
  const toggle = (key: string, on: boolean) =>
    onSelect(new Set(on ? [...selected, key] : [...selected].filter((other) => other !== key)));
  const all = selectable.length > 0 && selectable.every((key) => selected.has(key));

  return (
    <div className="rounded-xl border">
      <label className="flex items-center gap-3 border-b px-4 py-3 text-sm font-medium">
        <Checkbox
          checked={all ? true : selected.size > 0 ? 'mixed' : false}
          disabled={selectable.length === 0}
          onChange={(event) => onSelect(new Set(event.target.checked ? selectable : []))}
        />
        {t.selectAll}
      </label>
      <ul className="divide-y">
        {cameras.map((camera) => {
          const added = isAdded(camera);
          const Icon = camera.protocol === 'usb' ? Cable : Network;
          return (
            <li key={camera.key} className="flex items-center gap-3 px-4 py-3">
              <Checkbox
                aria-label={t.select(camera.name)}
                checked={selected.has(camera.key)}
                disabled={added}
                onChange={(event) => toggle(camera.key, event.target.checked)}
              />
              <Icon className="size-4.5 shrink-0 text-muted" aria-hidden />
              <div className="min-w-0 flex-1 text-sm">
                <p className="truncate font-medium">{camera.name}</p>
                <p className="truncate text-xs text-muted">{camera.place}</p>
              </div>
              <span className="shrink-0 text-xs text-muted">
                {added ? t.added : camera.protocol.toUpperCase()}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
