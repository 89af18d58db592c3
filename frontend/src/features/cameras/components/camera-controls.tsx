import { lazy, Suspense } from 'react';
import { Circle, CircleStop, EllipsisVertical, Pencil, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { ActionMenu } from '@/components/ui/action-menu';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { IconButton } from '@/components/ui/icon-button';
import type { Camera } from '@/lib/camera';
import { useMay } from '@/lib/hooks/use-role';
import { cameraTexts as t } from '@/texts/cameras';
import { sharedTexts } from '@/texts/shared';
import { useCameraActions } from '../hooks/use-camera-actions';
import { useCameraDialog } from '../hooks/use-camera-dialog';

// Forms are not part of the first load.
const EditCameraDialog = lazy(() =>
  import('./edit-camera-dialog').then(({ EditCameraDialog }) => ({ default: EditCameraDialog })),
);

interface CameraControlsProps {
  camera: Camera;
  recording: boolean;
}

/** Record, start or stop, and what is needed less often in a menu. */
export function CameraControls({ camera, recording }: CameraControlsProps) {
  const { dialog, open, close } = useCameraDialog(camera.id);
  const actions = useCameraActions(camera);
  const on = camera.status === 'running' || camera.status === 'creating';
  const mayAct = useMay('operator');
  if (!mayAct) return null;

  return (
    <div className="flex items-center">
      <IconButton
        icon={recording ? CircleStop : Circle}
        label={t.actionOn(recording ? t.stopRecording : t.record, camera.name)}
        hint={recording ? t.stopRecording : t.record}
        className="text-danger"
        disabled={actions.recordingBusy || (camera.status !== 'running' && !recording)}
        onClick={recording ? actions.stopRecording : actions.startRecording}
      />
      <IconButton
        icon={on ? Square : Play}
        label={t.actionOn(on ? t.stop : t.start, camera.name)}
        hint={on ? t.stop : t.start}
        disabled={actions.busy}
        onClick={on ? actions.stop : actions.start}
      />
      <ActionMenu
        trigger={
          <IconButton icon={EllipsisVertical} label={t.moreFor(camera.name)} hint={sharedTexts.more} />
        }
        actions={[
          { label: t.restart, icon: RotateCw, onSelect: actions.restart, disabled: actions.busy },
          { label: t.edit, icon: Pencil, onSelect: () => open('edit') },
          {
            label: sharedTexts.delete,
            icon: Trash2,
            danger: true,
            onSelect: () => open('delete'),
            disabled: camera.status === 'deleting',
          },
        ]}
      />
      {dialog === 'edit' && (
        <Suspense fallback={null}>
          <EditCameraDialog camera={camera} onClose={close} />
        </Suspense>
      )}
      <ConfirmDialog
        open={dialog === 'delete'}
        onClose={close}
        onConfirm={() => actions.remove(close)}
        title={t.deleteTitle(camera.name)}
        description={t.deleteText}
        confirmLabel={sharedTexts.delete}
        busy={actions.removing}
      />
    </div>
  );
}
