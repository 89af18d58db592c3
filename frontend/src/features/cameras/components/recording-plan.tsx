import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input, Select } from '@/components/ui/input';
import { recordingModes, type Camera, type RecordingMode } from '@/lib/camera';
import { errorMessage } from '@/lib/problem';
import { ownTimeZone } from '@/lib/time';
import { cameraTexts as t } from '@/texts/cameras';
import { sharedTexts } from '@/texts/shared';
import { useUpdateCamera } from '../api/update-camera';
import { daysOf, emptyGrid, fillGrid, gridOf } from '../schedule/week-grid';
import { EventPlan, standardEvents } from './event-plan';
import { NumberField } from './number-field';
import { WeekPainter } from './week-painter';

const presets = [
  {
    label: t.schedule.working,
    grid: () => fillGrid((day, slot) => !isWeekend(day) && slot >= 16 && slot < 36),
  },
  { label: t.schedule.nights, grid: () => fillGrid((_, slot) => slot < 12 || slot >= 44) },
  { label: t.schedule.all, grid: () => fillGrid(() => true) },
  { label: t.schedule.none, grid: emptyGrid },
];

/** When a camera is recorded, and how much of that is kept. */
export function RecordingPlan({ camera }: { camera: Camera }) {
  // What was entered goes when another saves.
  const version = JSON.stringify([
    camera.recording_mode,
    camera.recording_schedule,
    camera.recording_events,
    camera.retention,
  ]);
  // Kept here: the form is another one as soon as what was saved is stored.
  const update = useUpdateCamera(camera.id);
  return <PlanForm key={version} camera={camera} update={update} />;
}

interface PlanFormProps {
  camera: Camera;
  update: ReturnType<typeof useUpdateCamera>;
}

function PlanForm({ camera, update }: PlanFormProps) {
  const schedule = camera.recording_schedule;
  const [mode, setMode] = useState<RecordingMode>(camera.recording_mode ?? 'off');
  const [grid, setGrid] = useState(() => gridOf(schedule?.days ?? {}));
  const [painted, setPainted] = useState(false);
  const [zone, setZone] = useState(schedule?.time_zone ?? ownTimeZone());
  const [events, setEvents] = useState(camera.recording_events ?? standardEvents);
  const comesOn =
    mode === 'events' &&
    events.kinds.includes('motion') &&
    camera.motion?.enabled === false &&
    !camera.camera_events?.enabled;
  const [eventDays, setEventDays] = useState(textOf(camera.retention?.keep_event_days));
  const [days, setDays] = useState(textOf(camera.retention?.keep_days));
  const [gb, setGb] = useState(textOf(camera.retention?.max_gb));

  const save = () => {
    const isChanged = painted || zone !== schedule?.time_zone;
    update.mutate(
      {
        recording_mode: mode,
        ...(mode === 'schedule' &&
          isChanged && {
            recording_schedule: {
              time_zone: zone,
              days: painted || !schedule ? daysOf(grid) : schedule.days,
            },
          }),
        ...(mode === 'events' && { recording_events: events }),
        ...(comesOn && camera.motion && { motion: { ...camera.motion, enabled: true } }),
        retention: { keep_days: Number(days), keep_event_days: Number(eventDays), max_gb: Number(gb) },
      },
      { onSuccess: () => toast.success(t.toast.saved(camera.name)) },
    );
  };

  return (
    <section className="space-y-4 rounded-2xl border bg-surface p-5" aria-labelledby="recording-plan">
      <h2 id="recording-plan" className="font-semibold">
        {t.schedule.title}
      </h2>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label={t.schedule.mode} hint={t.schedule.modeHints[mode]}>
          {(control) => (
            <Select
              {...control}
              value={mode}
              onChange={({ target }) => setMode(target.value as RecordingMode)}
            >
              {recordingModes.map((name) => (
                <option key={name} value={name}>
                  {t.schedule.modes[name]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <NumberField
          label={t.schedule.keepDays}
          hint={t.schedule.keepHint}
          min={0}
          value={days}
          onChange={setDays}
        />
        <NumberField
          label={t.schedule.keepEventDays}
          hint={t.schedule.keepEventHint}
          min={0}
          value={eventDays}
          onChange={setEventDays}
        />
        <NumberField label={t.schedule.maxGb} hint={t.schedule.maxHint} min={0} value={gb} onChange={setGb} />
      </div>
      {mode === 'events' && (
        <EventPlan camera={camera} events={events} comesOn={comesOn} onChange={setEvents} />
      )}
      {mode === 'schedule' && (
        <div className="space-y-3">
          <div className="flex flex-wrap gap-2">
            {presets.map(({ label, grid: preset }) => (
              <Button
                key={label}
                size="small"
                onClick={() => {
                  setGrid(preset());
                  setPainted(true);
                }}
              >
                {label}
              </Button>
            ))}
          </div>
          <WeekPainter
            grid={grid}
            onChange={(next) => {
              setGrid(next);
              setPainted(true);
            }}
          />
          <Field label={t.schedule.zone} hint={t.schedule.zoneHint} className="max-w-xs">
            {(control) => (
              <Input {...control} value={zone} onChange={({ target }) => setZone(target.value)} />
            )}
          </Field>
        </div>
      )}
      <FormError message={update.error ? errorMessage(update.error) : undefined} />
      <Button variant="primary" busy={update.isPending} onClick={save}>
        {sharedTexts.save}
      </Button>
    </section>
  );
}

function isWeekend(day: string): boolean {
  return day === 'sat' || day === 'sun';
}

function textOf(value: number | null | undefined): string {
  return value == null ? '' : String(value);
}
