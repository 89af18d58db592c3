import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { objectLabels, type CameraObjects } from '@/lib/camera';
import { motionTexts } from '@/texts/motion';

const t = motionTexts.objects;

interface ObjectSettingsProps {
  objects: CameraObjects;
  /** Why the server cannot recognise objects; null when it can. */
  problem: string | null;
  onChange: (objects: CameraObjects) => void;
}

/** Which objects are looked for while something moves. */
export function ObjectSettings({ objects, problem, onChange }: ObjectSettingsProps) {
  const isPossible = problem === null;
  return (
    <fieldset className="space-y-3 border-t pt-4">
      <legend className="sr-only">{t.title}</legend>
      <label className="flex items-center gap-2 text-sm font-medium">
        <Checkbox
          checked={objects.enabled}
          disabled={!isPossible && !objects.enabled}
          onChange={({ target }) => onChange({ ...objects, enabled: target.checked })}
        />
        {t.enabled}
      </label>
      <p className="text-sm text-muted">{problem ?? t.intro}</p>
      {objects.enabled && (
        <>
          <div role="group" aria-label={t.labels} className="flex flex-wrap gap-x-5 gap-y-2">
            {objectLabels.map((label) => (
              <label key={label} className="inline-flex min-h-6 items-center gap-2 text-sm">
                <Checkbox
                  checked={objects.labels.includes(label)}
                  onChange={({ target }) =>
                    onChange({
                      ...objects,
                      labels: objectLabels.filter((each) =>
                        each === label ? target.checked : objects.labels.includes(each),
                      ),
                    })
                  }
                />
                {t.label[label]}
              </label>
            ))}
          </div>
          <Field label={t.minScore(Math.round(objects.min_score * 100))} hint={t.minScoreHint}>
            {(control) => (
              <input
                {...control}
                type="range"
                min={30}
                max={95}
                className="block w-full accent-accent"
                value={Math.round(objects.min_score * 100)}
                onChange={({ target }) => onChange({ ...objects, min_score: target.valueAsNumber / 100 })}
              />
            )}
          </Field>
        </>
      )}
    </fieldset>
  );
}
