import { useId, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import type { Camera, CameraMotion } from '@/lib/camera';
import { errorMessage } from '@/lib/problem';
import { motionTexts as t } from '@/texts/motion';
import { sharedTexts } from '@/texts/shared';
import { useSetMotion } from '../api/set-motion';
import { ObjectSettings } from './object-settings';
import { ZoneEditor } from './zone-editor';

interface MotionSettingsProps {
  camera: Camera;
  motion: CameraMotion;
}

/** A camera's motion detection: its switch, and what it looks for. */
export function MotionSettings({ camera, motion: saved }: MotionSettingsProps) {
  const [motion, setMotion] = useState(saved);
  const save = useSetMotion(camera.id);
  const heading = useId();
  const change = (changes: Partial<CameraMotion>) => setMotion({ ...motion, ...changes });

  return (
    <section aria-labelledby={heading} className="mt-4 space-y-4 rounded-2xl border bg-surface p-5">
      <div>
        <h2 id={heading} className="text-lg font-semibold">
          {t.title}
        </h2>
        <p className="mt-1 text-sm text-muted">{t.intro}</p>
      </div>
      <FormError message={save.error ? errorMessage(save.error) : undefined} />
      <label className="flex items-center gap-2 text-sm font-medium">
        <Checkbox checked={motion.enabled} onChange={({ target }) => change({ enabled: target.checked })} />
        {t.enabled}
      </label>
      {motion.enabled && (
        <>
          <Field label={t.sensitivity(motion.sensitivity)}>
            {(control) => (
              <input
                {...control}
                type="range"
                min={1}
                max={100}
                className="block w-full accent-accent"
                value={motion.sensitivity}
                onChange={({ target }) => change({ sensitivity: target.valueAsNumber })}
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t.minArea}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={0.01}
                  max={100}
                  step="any"
                  value={motion.min_area_percent}
                  onChange={({ target }) => change({ min_area_percent: target.valueAsNumber || 0 })}
                />
              )}
            </Field>
            <Field label={t.minSeconds}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={0}
                  max={60}
                  step="any"
                  value={motion.min_seconds}
                  onChange={({ target }) => change({ min_seconds: target.valueAsNumber || 0 })}
                />
              )}
            </Field>
          </div>
          {camera.stream_url === null ? (
            <p className="text-sm text-muted">{t.needsPicture}</p>
          ) : (
            <ZoneEditor cameraId={camera.id} motion={motion} isOn={saved.enabled} onChange={setMotion} />
          )}
          {motion.objects && (
            <ObjectSettings
              objects={motion.objects}
              problem={camera.objects_problem ?? null}
              onChange={(objects) => change({ objects })}
            />
          )}
        </>
      )}
      <Button
        variant="primary"
        busy={save.isPending}
        onClick={() => save.mutate(motion, { onSuccess: () => toast.success(t.saved) })}
      >
        {sharedTexts.save}
      </Button>
    </section>
  );
}
