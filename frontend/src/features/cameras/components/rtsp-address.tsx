import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { IconButton } from '@/components/ui/icon-button';
import type { Camera } from '@/lib/camera';
import { copyText } from '@/lib/copy-text';
import { cameraTexts as t } from '@/texts/cameras';

/** Where other programs read the camera over RTSP, if the server serves it. */
export function RtspAddress({ camera }: { camera: Camera }) {
  const addresses = [
    camera.rtsp_port && `rtsp://${location.hostname}:${camera.rtsp_port}/${camera.id}`,
    camera.rtsps_port && `rtsps://${location.hostname}:${camera.rtsps_port}/${camera.id}`,
  ].filter((address) => typeof address === 'string');
  if (addresses.length === 0) return null;
  return (
    <section className="space-y-3 rounded-2xl border bg-surface p-5" aria-labelledby="rtsp-address">
      <h2 id="rtsp-address" className="font-semibold">
        {t.rtsp.title}
      </h2>
      <p className="text-sm text-muted">{t.rtsp.text}</p>
      {addresses.map((address) => (
        <div key={address} className="flex items-center gap-2">
          <code className="block min-w-0 flex-1 rounded-lg bg-raised p-2 font-mono text-xs break-all select-all">
            {address}
          </code>
          <IconButton
            icon={Copy}
            label={t.rtsp.copy(address)}
            onClick={() => copyText(address).then(() => toast.success(t.rtsp.copied))}
          />
        </div>
      ))}
    </section>
  );
}
