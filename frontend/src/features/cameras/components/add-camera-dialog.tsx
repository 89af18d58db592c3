import { useWatch } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { FormError } from '@/components/ui/form-error';
import { cameraTexts as t } from '@/texts/cameras';
import { sharedTexts } from '@/texts/shared';
import { useCreateCamera } from '../api/create-camera';
import { useRunCamera } from '../api/run-camera';
import { useCameraForm } from '../hooks/use-camera-form';
import { toNewCamera } from '../source/camera-form-schema';
import { IdentityFields, LiveSourceField, PictureFields, SourceFields } from './camera-fields';
import { NodeFields } from './node-fields';
import { ProtocolPicker } from './protocol-picker';
import { SourceBuilder } from './source-builder';

/** What a new camera has before anything is typed. */
interface CameraDefaults {
  resolution: string;
  framerate: number;
}

interface AddCameraDialogProps {
  nodeNames: readonly string[];
  defaults: CameraDefaults;
  onClose: () => void;
}

export function AddCameraDialog(props: AddCameraDialogProps) {
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t.form.addTitle}
      description={t.form.addText}
      className="sm:max-w-2xl"
    >
      <AddCameraForm {...props} />
    </Dialog>
  );
}

function AddCameraForm({ nodeNames, defaults, onClose }: AddCameraDialogProps) {
  const create = useCreateCamera();
  const run = useRunCamera();
  const { form, showServerError } = useCameraForm({
    protocol: 'rtsp',
    name: '',
    location: '',
    source_url: '',
    live_source_url: '',
    device_path: '/dev/video0',
    node_name: '',
    ...defaults,
  });
  const protocol = useWatch({ control: form.control, name: 'protocol' });

  const submit = form.handleSubmit(async (values) => {
    try {
      const camera = await create.mutateAsync(toNewCamera(values));
      // Anyone who adds a camera wants to see it; the server leaves network cameras stopped.
      if (camera.protocol !== 'usb') run.mutate({ id: camera.id, command: 'start' });
      toast.success(t.toast.created(camera.name));
      onClose();
    } catch (error) {
      showServerError(error);
    }
  });

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="space-y-4">
        <FormError message={form.formState.errors.root?.message} />
        <ProtocolPicker value={protocol} onChange={(value) => form.setValue('protocol', value)} />
        <IdentityFields form={form} />
        {protocol !== 'usb' && (
          <SourceBuilder
            key={protocol}
            protocol={protocol}
            onBuild={(url) =>
              form.setValue('source_url', url, {
                shouldValidate: form.formState.isSubmitted,
                shouldDirty: true,
              })
            }
          />
        )}
        <SourceFields form={form} />
        <LiveSourceField form={form} />
        <NodeFields form={form} nodeNames={nodeNames} />
        <PictureFields form={form} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{sharedTexts.cancel}</Button>
        <Button type="submit" variant="primary" busy={form.formState.isSubmitting}>
          {t.form.create}
        </Button>
      </DialogFooter>
    </form>
  );
}
