import type { CameraMotion, Point } from '@/lib/camera';

export type AreaKind = 'zones' | 'masks';

/** With another zone or mask. A zone gets a name that no other has. */
export function addArea(motion: CameraMotion, kind: AreaKind, points: Point[], name: string): CameraMotion {
  if (kind === 'masks') return { ...motion, masks: [...motion.masks, points] };
  const taken = new Set(motion.zones.map((zone) => zone.name.toLowerCase()));
  let number = motion.zones.length + 1;
  while (taken.has(`${name} ${number}`.toLowerCase())) number++;
  return { ...motion, zones: [...motion.zones, { name: `${name} ${number}`, points }] };
}

export function renameZone(motion: CameraMotion, index: number, name: string): CameraMotion {
  return {
    ...motion,
    zones: motion.zones.map((zone, other) => (other === index ? { ...zone, name } : zone)),
  };
}

export function removeArea(motion: CameraMotion, kind: AreaKind, index: number): CameraMotion {
  return { ...motion, [kind]: motion[kind].filter((_, other) => other !== index) };
}
