import { toast } from 'sonner';
import type { Camera } from '@/lib/camera';
import { cameraTexts as t } from '@/texts/cameras';
import { useDeleteCamera } from '../api/delete-camera';
import { useRecordCamera } from '../api/record-camera';
import { useRunCamera, type RunCommand } from '../api/run-camera';

const done: Record<RunCommand, (name: string) => string> = {
  start: t.toast.starting,
  stop: t.toast.stopped,
  restart: t.toast.restarting,
};

/** What can be done with one camera, each saying in a toast that it was done. */
export function useCameraActions(camera: Camera) {
  const run = useRunCamera();
  const record = useRecordCamera();
  const remove = useDeleteCamera();
  const { id, name } = camera;

  const runCommand = (command: RunCommand) => () =>
    run.mutate({ id, command }, { onSuccess: () => toast.success(done[command](name)) });
  const recordCommand = (command: 'start' | 'stop', message: (name: string) => string) => () =>
    record.mutate({ id, command }, { onSuccess: () => toast.success(message(name)) });

  return {
    start: runCommand('start'),
    stop: runCommand('stop'),
    restart: runCommand('restart'),
    startRecording: recordCommand('start', t.toast.recordingStarted),
    stopRecording: recordCommand('stop', t.toast.recordingStopped),
    remove: (onDone: () => void) =>
      remove.mutate(id, { onSuccess: () => toast.success(t.toast.deleting(name)), onSettled: onDone }),
    busy: run.isPending || camera.status === 'deleting',
    recordingBusy: record.isPending,
    removing: remove.isPending,
  };
}
