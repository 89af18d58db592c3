import { useState } from 'react';
import { CalendarClock } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/input';
import { armedModes, type ArmedMode } from '@/lib/alert';
import { formatDayAndTime } from '@/lib/time';
import { alertTexts as t } from '@/texts/alerts';
import { modeScheduleTexts } from '@/texts/mode-schedule';
import { useCurrentMode, useSetMode, type CurrentMode } from '../api/modes';
import { ModeScheduleDialog } from './mode-schedule-dialog';

/** The armed mode, changed at once, and its schedule. */
export function ModeSwitch() {
  const { data: current } = useCurrentMode();
  const set = useSetMode();
  const [isScheduling, setScheduling] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="flex items-center gap-2 text-sm font-medium" title={t.modeHint}>
        {t.mode}
        <Select
          className="mt-0 w-auto"
          disabled={current === undefined || set.isPending}
          value={current?.mode ?? 'home'}
          onChange={({ target }) => set.mutate(target.value as ArmedMode)}
        >
          {armedModes.map((name) => (
            <option key={name} value={name}>
              {t.modes[name]}
            </option>
          ))}
        </Select>
      </label>
      <Button size="small" onClick={() => setScheduling(true)}>
        <CalendarClock className="size-4" aria-hidden />
        {nextOf(current) ?? modeScheduleTexts.open}
      </Button>
      {isScheduling && <ModeScheduleDialog onClose={() => setScheduling(false)} />}
    </div>
  );
}

function nextOf(current: CurrentMode | undefined): string | undefined {
  return current?.next_mode && current.next_change_at
    ? modeScheduleTexts.next(t.modes[current.next_mode], formatDayAndTime(current.next_change_at))
    : undefined;
}
