import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { ownTimeZone } from '@/lib/time';
import { exportTexts as t } from '@/texts/exports';
import type { ExportRequest } from '../api/exports';

const speeds = [60, 300, 1000, 3600, 10_000];
const periods = [
  [1, t.day],
  [7, t.week],
  [30, t.month],
] as const;
const maxSeconds = 1800;

interface Video {
  kind: 'recorded' | 'lapse';
  burnIn: boolean;
  /** Of a time-lapse; null when its length is chosen. */
  speed: number | null;
  seconds: string;
}

export const defaultVideo: Video = { kind: 'recorded', burnIn: false, speed: null, seconds: '60' };

interface VideoOptionsProps {
  value: Video;
  onChange: (value: Video) => void;
  /** Takes so many whole days. */
  onFill: (days: number) => void;
}

/** What becomes of the recorded pictures. */
export function VideoOptions({ value, onChange, onFill }: VideoOptionsProps) {
  const isLapse = value.kind === 'lapse';
  return (
    <fieldset className="space-y-3">
      <legend className="mb-1 text-sm font-medium">{t.kind}</legend>
      {(['recorded', 'lapse'] as const).map((kind) => (
        <label key={kind} className="flex min-h-8 items-center gap-2 text-sm">
          <input
            type="radio"
            name="kind"
            className="size-4.5 shrink-0 accent-accent"
            checked={value.kind === kind}
            onChange={() => onChange({ ...value, kind })}
          />
          {t.kinds[kind]}
        </label>
      ))}
      {isLapse && (
        <div className="space-y-3 border-l-2 pl-4">
          <p className="text-sm text-muted">{t.lapseHint}</p>
          <div className="flex flex-wrap items-center gap-2 text-sm">
            {t.fill}
            {periods.map(([days, name]) => (
              <Button key={days} size="small" onClick={() => onFill(days)}>
                {name}
              </Button>
            ))}
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t.pace}>
              {(control) => (
                <Select
                  {...control}
                  value={value.speed ?? ''}
                  onChange={(event) => onChange({ ...value, speed: Number(event.target.value) || null })}
                >
                  <option value="">{t.bySeconds}</option>
                  {speeds.map((speed) => (
                    <option key={speed} value={speed}>
                      {t.times(speed)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            {value.speed === null && (
              <Field label={t.seconds} error={isWrong(value) ? t.wrongSeconds : undefined}>
                {(control) => (
                  <Input
                    {...control}
                    type="number"
                    inputMode="numeric"
                    min={1}
                    max={maxSeconds}
                    value={value.seconds}
                    onChange={(event) => onChange({ ...value, seconds: event.target.value })}
                  />
                )}
              </Field>
            )}
          </div>
        </div>
      )}
      <label className="flex min-h-8 items-center gap-2 text-sm">
        <Checkbox
          checked={value.burnIn}
          onChange={(event) => onChange({ ...value, burnIn: event.target.checked })}
        />
        {t.burnIn}
      </label>
      {value.burnIn && <p className="text-sm text-muted">{t.burnInHint(ownTimeZone())}</p>}
    </fieldset>
  );
}

export function isWrong({ kind, speed, seconds }: Video): boolean {
  const length = Number(seconds);
  return kind === 'lapse' && speed === null && !(length >= 1 && length <= maxSeconds);
}

export function toRequest({
  kind,
  burnIn,
  speed,
  seconds,
}: Video): Pick<ExportRequest, 'burn_in_time' | 'time_lapse'> {
  const lapse = speed === null ? { seconds: Number(seconds) } : { speed };
  return { burn_in_time: burnIn, time_lapse: kind === 'lapse' ? lapse : null };
}
