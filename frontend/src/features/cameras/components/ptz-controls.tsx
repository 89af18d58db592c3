import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  House,
  ZoomIn,
  ZoomOut,
  type LucideIcon,
} from 'lucide-react';
import { FormError } from '@/components/ui/form-error';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/input';
import type { Camera } from '@/lib/camera';
import { useMay } from '@/lib/hooks/use-role';
import { errorMessage } from '@/lib/problem';
import { cameraTexts } from '@/texts/cameras';
import { sendPtz, usePtzPresets } from '../api/ptz';
import { PtzDrive, type Velocity } from '../live/ptz-drive';

const t = cameraTexts.ptz;

interface Direction {
  key: string;
  icon: LucideIcon;
  label: string;
  velocity: Velocity;
  className: string;
}

const directions: Direction[] = [
  { key: 'ArrowUp', icon: ArrowUp, label: t.up, velocity: { tilt: 1 }, className: 'col-start-2 row-start-1' },
  {
    key: 'ArrowLeft',
    icon: ArrowLeft,
    label: t.left,
    velocity: { pan: -1 },
    className: 'col-start-1 row-start-2',
  },
  {
    key: 'ArrowRight',
    icon: ArrowRight,
    label: t.right,
    velocity: { pan: 1 },
    className: 'col-start-3 row-start-2',
  },
  {
    key: 'ArrowDown',
    icon: ArrowDown,
    label: t.down,
    velocity: { tilt: -1 },
    className: 'col-start-2 row-start-3',
  },
  { key: '+', icon: ZoomIn, label: t.near, velocity: { zoom: 1 }, className: 'col-start-5 row-start-1' },
  { key: '-', icon: ZoomOut, label: t.wide, velocity: { zoom: -1 }, className: 'col-start-5 row-start-3' },
];

/** Turns and zooms an ONVIF camera: buttons that are held, or arrow keys, plus and minus while one of them has the focus. */
export function PtzControls({ camera }: { camera: Camera }) {
  const presets = usePtzPresets(camera, useMay('operator'));
  const [error, setError] = useState<unknown>(null);
  const drive = useRef<PtzDrive | null>(null);

  useEffect(() => {
    const made = new PtzDrive((command) =>
      sendPtz(camera.id, command).then(
        () => setError(null),
        (problem: unknown) => setError(problem),
      ),
    );
    drive.current = made;
    // A key or button that is released elsewhere is not noticed.
    const stop = () => made.stop();
    window.addEventListener('blur', stop);
    window.addEventListener('pointerup', stop);
    window.addEventListener('pointercancel', stop);
    return () => {
      made.stop();
      window.removeEventListener('blur', stop);
      window.removeEventListener('pointerup', stop);
      window.removeEventListener('pointercancel', stop);
    };
  }, [camera.id]);

  if (!presets.data) return null;
  const hold = (event: KeyboardEvent, own?: Velocity) => {
    const velocity =
      own && [' ', 'Enter'].includes(event.key)
        ? own
        : directions.find(({ key }) => key === event.key)?.velocity;
    if (!velocity) return;
    event.preventDefault();
    if (!event.repeat) drive.current?.start(velocity);
  };
  const release = () => drive.current?.stop();

  return (
    <section className="space-y-3 rounded-2xl border bg-surface p-5" aria-labelledby="ptz">
      <h2 id="ptz" className="font-semibold">
        {t.title}
      </h2>
      <div
        role="group"
        aria-labelledby="ptz"
        className="grid w-fit grid-cols-[repeat(3,auto)_1rem_auto] grid-rows-3"
      >
        {directions.map(({ icon, label, velocity, className }) => (
          <div key={label} className={className}>
            <IconButton
              icon={icon}
              label={label}
              className="touch-none select-none"
              onPointerDown={(event) => event.button === 0 && drive.current?.start(velocity)}
              onContextMenu={(event) => event.preventDefault()}
              onKeyDown={(event) => hold(event, velocity)}
              onKeyUp={release}
              onBlur={release}
            />
          </div>
        ))}
        <div className="col-start-2 row-start-2">
          <IconButton
            icon={House}
            label={t.home}
            onClick={() => drive.current?.send({ action: 'home' })}
            onKeyDown={(event) => hold(event)}
            onKeyUp={release}
            onBlur={release}
          />
        </div>
      </div>
      {presets.data.length > 0 && (
        <Select
          aria-label={t.preset}
          value=""
          onChange={(event) => drive.current?.send({ action: 'preset', preset: event.target.value })}
        >
          <option value="">{t.preset}</option>
          {presets.data.map(({ token, name }) => (
            <option key={token} value={token}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <p className="text-sm text-muted">{t.hint}</p>
      <FormError message={error ? errorMessage(error) : undefined} />
    </section>
  );
}
