import { Video, VideoOff } from 'lucide-react';
import { Checkbox } from '@/components/ui/checkbox';
import { formatBytes, formatDuration } from '@/lib/format';
import { recordingTexts as t } from '@/texts/recordings';
import type { RecordingGroup } from '../list/group-recordings';

interface RecordingGroupHeadingProps {
  group: RecordingGroup;
  /** False while older recordings of the camera may not have been fetched. */
  complete: boolean;
  selected: boolean | 'mixed';
  onSelect: (selected: boolean) => void;
}

export function RecordingGroupHeading({ group, complete, selected, onSelect }: RecordingGroupHeadingProps) {
  const Icon = group.cameraDeleted ? VideoOff : Video;
  return (
    <div className="flex h-14 items-center gap-3 bg-raised/60 px-4">
      <Checkbox
        checked={selected}
        aria-label={t.selectGroup(group.cameraName)}
        onChange={(event) => onSelect(event.target.checked)}
      />
      <Icon className="size-4.5 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-sm font-semibold" title={group.cameraName}>
          {group.cameraName}
        </h2>
        <p className="truncate text-xs text-muted tabular-nums">
          {(complete ? t.groupSummary : t.newestSummary)(
            group.recordings.length,
            formatDuration(group.seconds),
            formatBytes(group.bytes),
          )}
        </p>
      </div>
      {group.cameraDeleted && (
        <span className="shrink-0 rounded-md bg-neutral-700 px-2 py-0.5 text-xs font-semibold text-white">
          {t.cameraDeleted}
        </span>
      )}
    </div>
  );
}
