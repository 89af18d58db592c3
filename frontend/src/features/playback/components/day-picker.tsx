import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { useToday } from '@/lib/hooks/use-today';
import { addDays } from '@/lib/time';
import { playbackTexts as t } from '@/texts/playback';

interface DayPickerProps {
  /** As `yyyy-mm-dd`. */
  day: string;
  onDay: (day: string) => void;
}

/** Chooses a day up to today. */
export function DayPicker({ day, onDay }: DayPickerProps) {
  const today = useToday();
  return (
    <div className="flex items-center gap-1">
      <IconButton icon={ChevronLeft} label={t.previousDay} onClick={() => onDay(addDays(day, -1))} />
      <Input
        type="date"
        aria-label={t.day}
        className="w-40"
        value={day}
        max={today}
        onChange={(event) => event.target.value && onDay(event.target.value)}
      />
      <IconButton
        icon={ChevronRight}
        label={t.nextDay}
        disabled={day >= today}
        onClick={() => onDay(addDays(day, 1))}
      />
    </div>
  );
}
