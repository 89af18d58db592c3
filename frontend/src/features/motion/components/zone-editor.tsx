import { useState, type MouseEvent } from 'react';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { FormError } from '@/components/ui/form-error';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { apiUrl } from '@/lib/api-client';
import type { CameraMotion, Point } from '@/lib/camera';
import { errorMessage } from '@/lib/problem';
import { motionTexts as t } from '@/texts/motion';
import { useMotionNow, type MovingArea } from '../api/get-motion';
import { addArea, removeArea, renameZone, type AreaKind } from '../areas';
import { useFreshPicture } from '../fresh-picture';

interface ZoneEditorProps {
  cameraId: string;
  motion: CameraMotion;
  /** Whether the camera looks for motion now, with the settings that are saved. */
  isOn: boolean;
  onChange: (motion: CameraMotion) => void;
}

/** Zones and masks, drawn on the camera's picture: each click is a corner. */
export function ZoneEditor({ cameraId, motion, isOn, onChange }: ZoneEditorProps) {
  const [drawing, setDrawing] = useState<{ kind: AreaKind; points: Point[] } | null>(null);
  const [wantsMotion, setWantsMotion] = useState(false);
  const showsMotion = wantsMotion && isOn;
  const now = useMotionNow(cameraId, showsMotion);
  const { stamp, onSettled } = useFreshPicture(showsMotion);

  const addPoint = (event: MouseEvent<SVGSVGElement>) => {
    if (!drawing) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const round = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
    const point: Point = [round((event.clientX - left) / width), round((event.clientY - top) / height)];
    setDrawing({ ...drawing, points: [...drawing.points, point] });
  };

  const finish = () => {
    if (drawing) onChange(addArea(motion, drawing.kind, drawing.points, t.newZone));
    setDrawing(null);
  };

  return (
    <div className="space-y-3">
      <div className="relative overflow-hidden rounded-xl bg-raised">
        <img
          src={apiUrl(`/cameras/${cameraId}/snapshot`, { at: stamp })}
          alt={t.picture}
          onLoad={onSettled}
          onError={onSettled}
          className="block aspect-video w-full object-fill"
        />
        <svg
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          className={`absolute inset-0 size-full ${drawing ? 'cursor-crosshair' : ''}`}
          onClick={addPoint}
          role="img"
          aria-label={t.areas}
        >
          {motion.zones.map(({ name, points }) => (
            <Area key={name} points={points} className="fill-accent/25 stroke-accent" />
          ))}
          {motion.masks.map((points, index) => (
            <Area key={index} points={points} className="fill-black/60 stroke-danger" />
          ))}
          {showsMotion && now.data?.areas.map((area, index) => <Moving key={index} area={area} />)}
          {drawing && <Area points={drawing.points} className="fill-white/25 stroke-white" />}
        </svg>
      </div>
      <div className="space-y-1">
        <label className="flex items-center gap-2 text-sm font-medium">
          <Checkbox
            checked={showsMotion}
            disabled={!isOn}
            onChange={({ target }) => setWantsMotion(target.checked)}
          />
          {t.showMoving}
        </label>
        <p className="text-sm text-muted">{isOn ? t.showMovingHint : t.showMovingNeedsSave}</p>
        {showsMotion && <FormError message={now.error ? errorMessage(now.error) : undefined} />}
        {showsMotion && now.data && (
          <p className="text-sm" aria-live="off">
            {t.movingNow(now.data.areas.filter(({ counts }) => counts).length)}
          </p>
        )}
      </div>
      {drawing ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="flex-1 text-sm text-muted">{t.drawHint(drawing.points.length)}</p>
          <Button size="small" onClick={() => setDrawing(null)}>
            {t.discard}
          </Button>
          <Button size="small" variant="primary" disabled={drawing.points.length < 3} onClick={finish}>
            {t.finish}
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap gap-3">
          {(['zones', 'masks'] as const).map((kind) => (
            <Button key={kind} size="small" onClick={() => setDrawing({ kind, points: [] })}>
              <Plus className="size-4" aria-hidden />
              {t.draw[kind]}
            </Button>
          ))}
        </div>
      )}
      <ul className="space-y-2">
        {motion.zones.map(({ name }, index) => (
          <li key={index} className="flex items-end gap-2">
            <label className="flex-1 text-sm font-medium">
              {t.zoneName}
              <Input
                value={name}
                maxLength={100}
                onChange={({ target }) => onChange(renameZone(motion, index, target.value))}
              />
            </label>
            <IconButton
              icon={Trash2}
              label={t.removeZone(name)}
              onClick={() => onChange(removeArea(motion, 'zones', index))}
            />
          </li>
        ))}
        {motion.masks.map((_, index) => (
          <li key={index} className="flex items-center gap-2 text-sm">
            <span className="flex-1">{t.maskName(index + 1)}</span>
            <IconButton
              icon={Trash2}
              label={t.removeMask(index + 1)}
              onClick={() => onChange(removeArea(motion, 'masks', index))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Area({ points, className }: { points: readonly Point[]; className: string }) {
  return (
    <polygon
      points={points.map((point) => point.join(',')).join(' ')}
      className={className}
      strokeWidth={2}
      vectorEffect="non-scaling-stroke"
    />
  );
}

function Moving({ area: { left, top, width, height, counts } }: { area: MovingArea }) {
  return (
    <rect
      x={left}
      y={top}
      width={width}
      height={height}
      className={`fill-none ${counts ? 'stroke-warn' : 'stroke-white/70'}`}
      strokeWidth={2}
      strokeDasharray={counts ? undefined : '4 4'}
      vectorEffect="non-scaling-stroke"
      data-moving={counts ? 'counts' : 'small'}
    />
  );
}
