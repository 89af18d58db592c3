import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { FormError } from '@/components/ui/form-error';
import type { Camera } from '@/lib/camera';
import { cameraTexts as t } from '@/texts/cameras';
import { sharedTexts } from '@/texts/shared';
import { useUpdateCamera } from '../api/update-camera';
import { useCameraForm } from '../hooks/use-camera-form';
import { changesOf } from '../source/camera-changes';
import { toFormInput } from '../source/camera-form-schema';
import { IdentityFields, LiveSourceField, PictureFields, SourceFields } from './camera-fields';

interface EditCameraDialogProps {
  camera: Camera;
  onClose: () => void;
}

export function EditCameraDialog({ camera, onClose }: EditCameraDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.form.editTitle(camera.name)}
      description={t.form.editText}
      className="sm:max-w-2xl"
    >
      <EditCameraForm camera={camera} onClose={onClose} />
    </Dialog>
  );
}

function EditCameraForm({ camera, onClose }: EditCameraDialogProps) {
  const update = useUpdateCamera(camera.id);
  const { form, showServerError } = useCameraForm(toFormInput(camera));

  const submit = form.handleSubmit(async (values) => {
    const changes = changesOf(camera, values);
    try {
      if (Object.keys(changes).length > 0) {
        const saved = await update.mutateAsync(changes);
        toast.success(t.toast.saved(saved.name));
      }
      onClose();
    } catch (error) {
      showServerError(error);
    }
  });

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="space-y-4">
        <FormError message={form.formState.errors.root?.message} />
        <IdentityFields form={form} />
        <SourceFields form={form} cameraId={camera.id} />
        <LiveSourceField form={form} />
        <PictureFields form={form} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{sharedTexts.cancel}</Button>
        <Button type="submit" variant="primary" busy={form.formState.isSubmitting}>
          {sharedTexts.save}
        </Button>
      </DialogFooter>
    </form>
  );
}
