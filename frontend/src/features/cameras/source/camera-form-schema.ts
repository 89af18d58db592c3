import { z } from 'zod';
import type { Camera } from '@/lib/camera';
import { cameraTexts } from '@/texts/cameras';
import type { NewCamera } from '../api/create-camera';

const t = cameraTexts.invalid;

/** Beginnings of an address that a protocol allows. */
const schemes = {
  rtsp: ['rtsp://', 'rtsps://'],
  onvif: ['onvif://', 'onvifs://'],
  http: ['http://', 'https://'],
} as const;

/** The same of its small stream: an ONVIF camera's may be one of its RTSP addresses. */
const liveSchemes = { ...schemes, onvif: [...schemes.onvif, ...schemes.rtsp] };

export const cameraFormSchema = z
  .object({
    protocol: z.enum(['rtsp', 'onvif', 'http', 'usb']),
    name: z.string().trim().min(1, t.name).max(255, t.nameLength),
    location: z.string().trim(),
    source_url: z.string().trim(),
    live_source_url: z.string().trim(),
    device_path: z.string().trim(),
    node_name: z.string(),
    resolution: z.string().regex(/^[1-9]\d{1,4}x[1-9]\d{1,4}$/, t.resolution),
    framerate: z.coerce.number(t.framerate).int(t.framerate).min(1, t.framerate).max(60, t.framerate),
  })
  .superRefine((form, context) => {
    const refuse = (field: keyof typeof form, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (form.protocol === 'usb') {
      if (!form.node_name) refuse('node_name', t.node);
      if (!form.device_path.startsWith('/dev/')) refuse('device_path', t.device);
      return;
    }
    const complaint = sourceComplaint(form.source_url, schemes[form.protocol]);
    if (complaint) refuse('source_url', complaint);
    const liveComplaint = form.live_source_url
      ? sourceComplaint(form.live_source_url, liveSchemes[form.protocol])
      : null;
    if (liveComplaint) refuse('live_source_url', liveComplaint);
  });

export type CameraFormInput = z.input<typeof cameraFormSchema>;
export type CameraFormValues = z.output<typeof cameraFormSchema>;

function sourceComplaint(address: string, allowed: readonly string[]): string | null {
  if (!address) return t.sourceUrl;
  const scheme = allowed.find((start) => address.toLowerCase().startsWith(start));
  if (!scheme) return t.sourceScheme(allowed.join(' or '));
  // A password may be pasted with any character: a host must follow the last @. What can be read in two ways the server refuses.
  const rest = address.slice(scheme.length);
  return /^[^/?#]/.test(rest) && /(^|@)[^/?#@]+([/?][^#]*)?$/.test(rest) ? null : t.sourceHost;
}

/** What is sent to add the camera: only the fields of its protocol. */
export function toNewCamera(form: CameraFormValues): NewCamera {
  const { protocol, name, resolution, framerate } = form;
  const source =
    protocol === 'usb'
      ? { device_path: form.device_path }
      : { source_url: form.source_url, live_source_url: form.live_source_url || undefined };
  return {
    protocol,
    name,
    resolution,
    framerate,
    location: form.location || undefined,
    node_name: form.node_name || undefined,
    ...source,
  };
}

/** The form as it stands for a camera that exists. */
export function toFormInput(camera: Camera): CameraFormInput {
  return {
    protocol: camera.protocol,
    name: camera.name,
    location: camera.location ?? '',
    source_url: camera.source_url ?? '',
    live_source_url: camera.live_source_url ?? '',
    device_path: camera.device_path ?? '',
    node_name: camera.node_name ?? '',
    resolution: camera.resolution,
    framerate: camera.framerate,
  };
}
