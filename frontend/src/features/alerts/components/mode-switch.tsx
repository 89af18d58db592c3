import { toast } from 'sonner';
import { Select } from '@/components/ui/input';
import { armedModes, type ArmedMode } from '@/lib/alert';
import { errorMessage } from '@/lib/problem';
import { alertTexts as t } from '@/texts/alerts';
import { useArmedMode, useSetArmedMode } from '../api/alerts';

/** The armed mode, changed at once. */
export function ModeSwitch() {
  const { data: mode } = useArmedMode();
  const set = useSetArmedMode();
  return (
    <label className="flex items-center gap-2 text-sm font-medium" title={t.modeHint}>
      {t.mode}
      <Select
        className="mt-0 w-auto"
        disabled={mode === undefined || set.isPending}
        value={mode ?? 'home'}
        onChange={({ target }) =>
          set.mutate(target.value as ArmedMode, { onError: (error) => toast.error(errorMessage(error)) })
        }
      >
        {armedModes.map((name) => (
          <option key={name} value={name}>
            {t.modes[name]}
          </option>
        ))}
      </Select>
    </label>
  );
}
