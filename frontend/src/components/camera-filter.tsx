import { Select } from '@/components/ui/input';

interface CameraFilterProps {
  /** What stands for no filter. */
  allLabel: string;
  cameras: readonly { id: string; name: string }[];
  /** The id of the chosen camera; undefined for all. */
  chosen: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Chooses one camera, or all, of which a list shows something. */
export function CameraFilter({ allLabel, cameras, chosen, onChange }: CameraFilterProps) {
  return (
    <Select value={chosen ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
      <option value="">{allLabel}</option>
      {cameras.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
