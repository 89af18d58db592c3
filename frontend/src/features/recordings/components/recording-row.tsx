import { useContext } from 'react';
import { Download, Play, Shield, ShieldCheck, Trash2 } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { Checkbox } from '@/components/ui/checkbox';
import { Hint } from '@/components/ui/hint';
import { IconButton } from '@/components/ui/icon-button';
import { mayDo } from '@/lib/account';
import { formatBytes, formatDuration } from '@/lib/format';
import { useNow } from '@/lib/hooks/use-now';
import { RoleContext } from '@/lib/hooks/use-role';
import type { Recording } from '@/lib/recording';
import { formatDateTime, parseTime } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import { sharedTexts } from '@/texts/shared';
import { downloadUrl } from '../api/download-url';
import { useProtectRecording } from '../api/protect-recording';
import { RecordingStatusBadge } from './recording-status-badge';

interface RecordingRowProps {
  recording: Recording;
  selected: boolean;
  onSelect: (selected: boolean) => void;
  onPlay: () => void;
  onDelete: () => void;
}

export function RecordingRowView({ recording, selected, onSelect, onPlay, onDelete }: RecordingRowProps) {
  const { camera_name: name } = recording;
  const time = formatDateTime(recording.start_time);
  const live = recording.status === 'recording';
  return (
    <div className="flex h-16 items-center gap-3 px-4 text-sm">
      <Checkbox
        checked={selected}
        aria-label={t.select(name, time)}
        disabled={live}
        onChange={(event) => onSelect(event.target.checked)}
      />
      <IconButton
        icon={Play}
        label={t.playOf(name, time)}
        hint={t.play}
        variant="secondary"
        onClick={onPlay}
      />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium tabular-nums">{time}</p>
        <p className="flex gap-2 truncate text-xs text-muted tabular-nums">
          {live ? (
            <Elapsed since={parseTime(recording.start_time)} />
          ) : (
            formatDuration(recording.duration_seconds)
          )}
          <span aria-hidden>·</span>
          {formatBytes(recording.file_size_bytes)}
          {recording.event_count != null && recording.event_count > 0 && (
            <>
              <span aria-hidden>·</span>
              {t.eventCount(recording.event_count)}
            </>
          )}
          {recording.error_message !== null && (
            <span className="truncate text-danger" title={recording.error_message}>
              {recording.error_message}
            </span>
          )}
        </p>
      </div>
      <RecordingStatusBadge recording={recording} />
      <Hint text={t.download}>
        <a
          href={downloadUrl(recording.id)}
          download={recording.file_name}
          aria-label={t.downloadOf(name, time)}
          className={buttonClass('ghost', 'icon')}
        >
          <Download className="size-4.5" aria-hidden />
        </a>
      </Hint>
      <ProtectButton recording={recording} name={name} time={time} />
      <IconButton
        icon={Trash2}
        label={t.deleteOf(name, time)}
        hint={sharedTexts.delete}
        className="max-sm:hidden"
        disabled={live || recording.protected === true}
        onClick={onDelete}
      />
    </div>
  );
}

function ProtectButton({ recording, name, time }: { recording: Recording; name: string; time: string }) {
  const protect = useProtectRecording();
  const isProtected = recording.protected === true;
  if (!mayDo(useContext(RoleContext), 'operator')) return null;
  return (
    <IconButton
      icon={isProtected ? ShieldCheck : Shield}
      label={isProtected ? t.unprotectOf(name, time) : t.protectOf(name, time)}
      hint={isProtected ? t.unprotect : t.protect}
      className="max-sm:hidden"
      aria-pressed={isProtected}
      disabled={protect.isPending}
      onClick={() => protect.mutate({ id: recording.id, isProtected: !isProtected })}
    />
  );
}

function Elapsed({ since }: { since: number }) {
  const now = useNow(1000);
  return <>{formatDuration((now - since) / 1000)}</>;
}
