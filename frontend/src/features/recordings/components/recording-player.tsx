import { useRef, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { Download, History, RotateCcw, RotateCw, SkipBack, SkipForward, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { ErrorNotice } from '@/components/ui/error-notice';
import { IconButton } from '@/components/ui/icon-button';
import { formatBytes, formatDuration } from '@/lib/format';
import type { Recording } from '@/lib/recording';
import { formatDateTime, parseTime } from '@/lib/time';
import { recordingTexts as t } from '@/texts/recordings';
import { sharedTexts } from '@/texts/shared';
import { downloadUrl } from '../api/download-url';
import { useRecording } from '../api/get-recording';
import { Footage } from './footage';

interface RecordingPlayerProps {
  recordingId: string;
  /** Where to begin, in seconds. */
  startAt?: number;
  /** The recordings that older and newer step through, newest first. */
  neighbours: readonly Recording[];
  onPlay: (recordingId: string) => void;
  onDelete: (recordingId: string) => void;
  onClose: () => void;
}

export function RecordingPlayer({
  recordingId,
  startAt,
  neighbours,
  onPlay,
  onDelete,
  onClose,
}: RecordingPlayerProps) {
  const known = neighbours.find(({ id }) => id === recordingId);
  const { data: recording, error } = useRecording(recordingId, known);
  return (
    <Dialog
      open
      onClose={onClose}
      title={recording?.camera_name ?? t.title}
      description={recording && describe(recording)}
      className="sm:max-w-5xl"
    >
      {error && !recording && (
        <DialogBody>
          <ErrorNotice error={error} title={t.gone} />
        </DialogBody>
      )}
      {recording && (
        <PlayerBody
          key={recording.id}
          recording={recording}
          startAt={startAt}
          neighbours={neighbours}
          onPlay={onPlay}
          onDelete={onDelete}
        />
      )}
    </Dialog>
  );
}

type PlayerBodyProps = Omit<RecordingPlayerProps, 'recordingId' | 'onClose'> & { recording: Recording };

function PlayerBody({ recording, startAt, neighbours, onPlay, onDelete }: PlayerBodyProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const { older, newer } = stepsFrom(recording, neighbours);
  const skip = (seconds: number) => {
    if (video.current) video.current.currentTime += seconds;
  };
  return (
    <>
      <DialogBody className="p-0 sm:px-0 sm:py-0">
        <Footage ref={video} recording={recording} startAt={startAt} onFailed={() => setFailed(true)} />
        {failed && (
          <p className="px-5 py-3 text-sm text-danger" role="alert">
            {t.cannotPlay}
          </p>
        )}
        {recording.status === 'recording' && <p className="px-5 py-3 text-sm text-muted">{t.live}</p>}
        {recording.error_message !== null && (
          <p className="px-5 py-3 text-sm break-words text-danger">{recording.error_message}</p>
        )}
      </DialogBody>
      <DialogFooter>
        <div className="mr-auto flex gap-1">
          <IconButton
            icon={SkipBack}
            label={t.older}
            disabled={!older}
            onClick={() => older && onPlay(older.id)}
          />
          <IconButton icon={RotateCcw} label={t.back10} onClick={() => skip(-10)} />
          <IconButton icon={RotateCw} label={t.forward10} onClick={() => skip(10)} />
          <IconButton
            icon={SkipForward}
            label={t.newer}
            disabled={!newer}
            onClick={() => newer && onPlay(newer.id)}
          />
        </div>
        {recording.camera_id !== null && (
          <Link
            to="/cameras/$cameraId/playback"
            params={{ cameraId: recording.camera_id }}
            search={{ at: momentIn(recording, startAt) }}
            className={buttonClass()}
          >
            <History className="size-4" aria-hidden />
            {t.openTimeline}
          </Link>
        )}
        <a href={downloadUrl(recording.id)} download={recording.file_name} className={buttonClass()}>
          <Download className="size-4" aria-hidden />
          {t.download}
        </a>
        <Button disabled={recording.status === 'recording'} onClick={() => onDelete(recording.id)}>
          <Trash2 className="size-4" aria-hidden />
          {sharedTexts.delete}
        </Button>
      </DialogFooter>
    </>
  );
}

function momentIn(recording: Recording, seconds = 0): string {
  return new Date(parseTime(recording.start_time) + seconds * 1000).toISOString();
}

function describe(recording: Recording): string {
  return [
    formatDateTime(recording.start_time),
    recording.status === 'recording' ? t.status.recording : formatDuration(recording.duration_seconds),
    formatBytes(recording.file_size_bytes),
  ].join(' · ');
}

/** The recordings of the same camera before and after this one. */
function stepsFrom(recording: Recording, newestFirst: readonly Recording[]) {
  const ofCamera = newestFirst.filter(
    ({ camera_id, camera_name }) =>
      camera_id === recording.camera_id && camera_name === recording.camera_name,
  );
  const index = ofCamera.findIndex(({ id }) => id === recording.id);
  return {
    older: index < 0 ? undefined : ofCamera[index + 1],
    newer: index < 1 ? undefined : ofCamera[index - 1],
  };
}
