import { CameraFilter } from '@/components/camera-filter';
import { Button } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/input';
import { useToday } from '@/lib/hooks/use-today';
import { eventTexts as t } from '@/texts/events';
import { eventGroups, type EventFilter } from '../event-filter';

interface EventFiltersProps {
  filter: EventFilter;
  cameras: readonly { id: string; name: string }[];
  onChange: (filter: EventFilter) => void;
}

export function EventFilters({ filter, cameras, onChange }: EventFiltersProps) {
  const today = useToday();
  return (
    <search aria-label={t.filters} className="flex flex-wrap items-end gap-3 text-sm">
      <label className="min-w-36 flex-1 sm:max-w-60">
        {t.show}
        <Select
          value={filter.show ?? ''}
          onChange={(event) =>
            onChange({ ...filter, show: (event.target.value || undefined) as EventFilter['show'] })
          }
        >
          <option value="">{t.everything}</option>
          {eventGroups.map((group) => (
            <option key={group} value={group}>
              {t.groups[group]}
            </option>
          ))}
        </Select>
      </label>
      <label className="min-w-36 flex-1 sm:max-w-60">
        {t.camera}
        <CameraFilter
          allLabel={t.allCameras}
          cameras={cameras}
          chosen={filter.camera}
          onChange={(camera) => onChange({ ...filter, camera })}
        />
      </label>
      <label>
        {t.upTo}
        <Input
          type="date"
          max={today}
          value={filter.day ?? ''}
          onChange={(event) => onChange({ ...filter, day: event.target.value || undefined })}
        />
      </label>
      {(filter.camera ?? filter.show ?? filter.day) !== undefined && (
        <Button variant="ghost" onClick={() => onChange({})}>
          {t.clearFilters}
        </Button>
      )}
    </search>
  );
}
