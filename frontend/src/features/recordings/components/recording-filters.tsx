import { ChevronLeft, ChevronRight } from 'lucide-react';
import { CameraFilter } from '@/components/camera-filter';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input, Select } from '@/components/ui/input';
import { useToday } from '@/lib/hooks/use-today';
import { recordingStatuses, type RecordingStatus } from '@/lib/recording';
import { addDays } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import { eventChoices, type RecordingFilter } from '../recording-filter';

interface RecordingFiltersProps {
  filter: RecordingFilter;
  cameras: readonly { id: string; name: string }[];
  onChange: (filter: RecordingFilter) => void;
}

export function RecordingFilters({ filter, cameras, onChange }: RecordingFiltersProps) {
  const today = useToday();
  const shownDay = filter.day ?? today;
  const toDay = (day: string | undefined) => onChange({ ...filter, day });
  return (
    <search aria-label={t.filters} className="flex flex-wrap items-end gap-3 text-sm">
      <label className="min-w-40 flex-1 sm:max-w-60">
        {t.camera}
        <CameraFilter
          allLabel={t.allCameras}
          cameras={cameras}
          chosen={filter.camera}
          onChange={(camera) => onChange({ ...filter, camera })}
        />
      </label>
      <label className="min-w-36">
        {t.statusFilter}
        <Select
          value={filter.status ?? ''}
          onChange={(event) =>
            onChange({ ...filter, status: (event.target.value || undefined) as RecordingStatus | undefined })
          }
        >
          <option value="">{t.allStatuses}</option>
          {recordingStatuses.map((status) => (
            <option key={status} value={status}>
              {t.status[status]}
            </option>
          ))}
        </Select>
      </label>
      <label className="min-w-36">
        {t.eventFilter}
        <Select
          value={filter.event ?? ''}
          onChange={(event) =>
            onChange({ ...filter, event: eventChoices.find((choice) => choice === event.target.value) })
          }
        >
          <option value="">{t.anyEvents}</option>
          {eventChoices.map((choice) => (
            <option key={choice} value={choice}>
              {t.events[choice]}
            </option>
          ))}
        </Select>
      </label>
      <div className="flex items-end gap-1">
        <IconButton icon={ChevronLeft} label={t.previousDay} onClick={() => toDay(addDays(shownDay, -1))} />
        <label>
          {t.day}
          <Input
            type="date"
            max={today}
            value={filter.day ?? ''}
            onChange={(event) => toDay(event.target.value || undefined)}
          />
        </label>
        <IconButton
          icon={ChevronRight}
          label={t.nextDay}
          disabled={shownDay >= today}
          onClick={() => toDay(addDays(shownDay, 1))}
        />
      </div>
      {(filter.camera ?? filter.status ?? filter.event ?? filter.day) !== undefined && (
        <Button variant="ghost" onClick={() => onChange({})}>
          {t.clearFilters}
        </Button>
      )}
    </search>
  );
}
