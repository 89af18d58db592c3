import { Checkbox } from '@/components/ui/checkbox';
import { eventKinds, type Camera, type RecordingEvents } from '@/lib/camera';
import { cameraTexts as t } from '@/texts/cameras';
import { NumberField } from './number-field';

/** What a server that says nothing of it records. */
export const standardEvents: RecordingEvents = {
  pre_roll_seconds: 5,
  post_roll_seconds: 10,
  kinds: ['motion'],
};

interface EventPlanProps {
  camera: Camera;
  events: RecordingEvents;
  /** Motion detection is off and will be switched on. */
  comesOn: boolean;
  onChange: (events: RecordingEvents) => void;
}

/** Which events are recorded, and how much before and after them. */
export function EventPlan({ camera, events, comesOn, onChange }: EventPlanProps) {
  return (
    <div className="space-y-3">
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={t.schedule.preRoll}
          hint={t.schedule.preRollHint}
          min={0}
          max={60}
          value={events.pre_roll_seconds}
          onChange={(text) => onChange({ ...events, pre_roll_seconds: Number(text) })}
        />
        <NumberField
          label={t.schedule.postRoll}
          hint={t.schedule.postRollHint}
          min={1}
          max={600}
          value={events.post_roll_seconds}
          onChange={(text) => onChange({ ...events, post_roll_seconds: Number(text) })}
        />
      </div>
      <fieldset>
        <legend className="text-sm font-medium">{t.schedule.kinds}</legend>
        <div className="mt-1 flex flex-wrap gap-x-5 gap-y-2">
          {eventKinds.map((kind) => (
            <label key={kind} className="inline-flex min-h-6 items-center gap-2 text-sm">
              <Checkbox
                checked={events.kinds.includes(kind)}
                onChange={({ target }) =>
                  onChange({
                    ...events,
                    kinds: eventKinds.filter((each) =>
                      each === kind ? target.checked : events.kinds.includes(each),
                    ),
                  })
                }
              />
              {t.schedule.kind[kind]}
            </label>
          ))}
        </div>
      </fieldset>
      {events.kinds.includes('motion') && camera.protocol === 'usb' && (
        <p className="text-sm text-warn">{t.schedule.noMotion}</p>
      )}
      {comesOn && camera.protocol !== 'usb' && (
        <p className="text-sm text-muted">{t.schedule.motionComesOn}</p>
      )}
    </div>
  );
}
