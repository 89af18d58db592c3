import { createElement } from 'react';
import {
  CircleAlert,
  CircleDot,
  HardDrive,
  KeyRound,
  LandPlot,
  Move,
  ScanEye,
  Spline,
  ToggleRight,
  Unplug,
  VideoOff,
  Volume2,
  type LucideIcon,
} from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  camera_offline: Unplug,
  recording_missing: VideoOff,
  recording_gap: VideoOff,
  disk_forecast: HardDrive,
  motion: Move,
  object: ScanEye,
  line_crossing: Spline,
  intrusion: LandPlot,
  digital_input: ToggleRight,
  audio: Volume2,
  tamper: CircleAlert,
  login: KeyRound,
  logout: KeyRound,
  login_refused: KeyRound,
  confirmation_refused: KeyRound,
};

/** The icon of a kind of event. */
export function EventIcon({ kind }: { kind: string }) {
  return createElement(icons[kind] ?? CircleDot, {
    className: 'size-5 shrink-0 text-muted',
    'aria-hidden': true,
  });
}
