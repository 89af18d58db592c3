import { Checkbox } from '@/components/ui/checkbox';
import type { Camera } from '@/lib/camera';
import { authTexts as t } from '@/texts/auth';

interface CameraChoiceProps {
  /** What all of them are called here. */
  allLabel: string;
  cameras: readonly Camera[];
  /** Null for all, also those that are added later. */
  chosen: readonly string[] | null;
  onChange: (ids: string[] | null) => void;
  error?: string;
}

/** The cameras that a person or a token may use: all, or some. */
export function CameraChoice({ allLabel, chosen, onChange, ...some }: CameraChoiceProps) {
  return (
    <>
      <label className="flex items-center gap-2 text-sm">
        <Checkbox checked={chosen === null} onChange={({ target }) => onChange(target.checked ? null : [])} />
        {allLabel}
      </label>
      {chosen && <SomeCameras chosen={chosen} onChange={onChange} {...some} />}
    </>
  );
}

interface SomeCamerasProps {
  cameras: readonly Camera[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  error?: string;
}

function SomeCameras({ cameras, chosen, onChange, error }: SomeCamerasProps) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t.cameras}</legend>
      {cameras.length === 0 && <p className="mt-1 text-sm text-muted">{t.camerasNone}</p>}
      <div className="mt-2 grid gap-2 sm:grid-cols-2">
        {cameras.map(({ id, name }) => (
          <label key={id} className="flex min-w-0 items-center gap-2 text-sm">
            <Checkbox
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            />
            <span className="truncate">{name}</span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p role="alert" className="mt-1 text-sm text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
