import { Cable, Globe, Radar, Video, type LucideIcon } from 'lucide-react';
import type { CameraProtocol } from '@/lib/camera';
import { cameraTexts as t } from '@/texts/cameras';

const protocols: readonly { protocol: CameraProtocol; icon: LucideIcon }[] = [
  { protocol: 'rtsp', icon: Video },
  { protocol: 'onvif', icon: Radar },
  { protocol: 'http', icon: Globe },
  { protocol: 'usb', icon: Cable },
];

interface ProtocolPickerProps {
  value: CameraProtocol;
  onChange: (protocol: CameraProtocol) => void;
}

export function ProtocolPicker({ value, onChange }: ProtocolPickerProps) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t.form.protocol}</legend>
      <div className="mt-1 grid grid-cols-2 gap-2">
        {protocols.map(({ protocol, icon: Icon }) => (
          <label
            key={protocol}
            className="flex cursor-pointer items-center gap-3 rounded-xl border p-3 has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="protocol"
              className="sr-only"
              checked={value === protocol}
              onChange={() => onChange(protocol)}
            />
            <Icon className="size-5 shrink-0 text-accent" aria-hidden />
            <span>
              <span className="block text-sm font-medium">{t.protocols[protocol].label}</span>
              <span className="block text-xs text-muted max-sm:hidden">{t.protocols[protocol].hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
