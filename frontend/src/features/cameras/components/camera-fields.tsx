import { useId } from 'react';
import { useWatch } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { cameraTexts } from '@/texts/cameras';
import type { CameraForm } from '../hooks/use-camera-form';
import { ConnectionTest } from './connection-test';

const t = cameraTexts.form;
const commonSizes = ['640x480', '800x600', '1280x720', '1920x1080', '2560x1440', '3840x2160'];

/** Name and location, as every camera has them. */
export function IdentityFields({ form }: { form: CameraForm }) {
  const { errors } = form.formState;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t.name} error={errors.name?.message}>
        {(control) => (
          <Input {...control} {...form.register('name')} placeholder={t.namePlaceholder} autoComplete="off" />
        )}
      </Field>
      <Field label={t.location} error={errors.location?.message} optional>
        {(control) => (
          <Input
            {...control}
            {...form.register('location')}
            placeholder={t.locationPlaceholder}
            autoComplete="off"
          />
        )}
      </Field>
    </div>
  );
}

/** What is in an address for what only the server knows. */
const mask = '***';

interface SourceFieldsProps {
  form: CameraForm;
  /** The camera that is being changed. */
  cameraId?: string;
}

/** Address of a network camera, with the test whether it answers. */
export function SourceFields({ form, cameraId }: SourceFieldsProps) {
  const [protocol, sourceUrl] = useWatch({ control: form.control, name: ['protocol', 'source_url'] });
  if (protocol === 'usb') return null;
  return (
    <>
      <Field
        label={t.sourceUrl}
        hint={
          cameraId !== undefined && sourceUrl.includes(mask)
            ? cameraTexts.probe.hiddenPassword
            : t.sourceHint[protocol]
        }
        error={form.formState.errors.source_url?.message}
      >
        {(control) => <Input {...control} {...form.register('source_url')} {...addressInput(protocol)} />}
      </Field>
      <ConnectionTest
        source={{ protocol, source_url: sourceUrl.trim(), camera_id: cameraId }}
        onUseSize={(size) =>
          form.setValue('resolution', size, {
            shouldDirty: true,
            shouldValidate: form.formState.isSubmitted,
          })
        }
      />
    </>
  );
}

/** Addresses are typed as they are: no help of a phone's keyboard makes them better. */
const addressInput = (protocol: string) =>
  ({
    placeholder: `${protocol}://`,
    inputMode: 'url',
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
  }) as const;

/** Address of the small stream, which tiles and the wall show. */
export function LiveSourceField({ form }: { form: CameraForm }) {
  const protocol = useWatch({ control: form.control, name: 'protocol' });
  if (protocol === 'usb') return null;
  return (
    <Field
      label={t.liveSourceUrl}
      hint={protocol === 'onvif' ? t.liveSourceHintOnvif : t.liveSourceHint}
      error={form.formState.errors.live_source_url?.message}
      optional
    >
      {(control) => <Input {...control} {...form.register('live_source_url')} {...addressInput(protocol)} />}
    </Field>
  );
}

/** Size and rate of the picture that viewers get. */
export function PictureFields({ form }: { form: CameraForm }) {
  const sizesId = useId();
  const { errors } = form.formState;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t.resolution} error={errors.resolution?.message}>
        {(control) => (
          <>
            <Input {...control} {...form.register('resolution')} list={sizesId} autoComplete="off" />
            <datalist id={sizesId}>
              {commonSizes.map((size) => (
                <option key={size} value={size} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label={t.framerate} error={errors.framerate?.message}>
        {(control) => <Input {...control} {...form.register('framerate')} type="number" min={1} max={60} />}
      </Field>
    </div>
  );
}
