import type { RecordingStatus } from '@/lib/recording';

const status: Record<RecordingStatus, string> = {
  recording: 'Recording now',
  stopped: 'Stopped',
  completed: 'Complete',
  failed: 'Failed',
  error: 'Error',
};

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const recordingTexts = {
  title: 'Recordings',
  status,
  cameraDeleted: 'Camera deleted',

  emptyTitle: 'Nothing recorded yet',
  empty: 'Open a camera and press Record. What it records appears here, grouped by camera.',
  toCameras: 'Go to cameras',
  noMatchTitle: 'No recording matches',
  noMatch: 'Choose another camera, status, event or day.',
  clearFilters: 'Clear filters',

  filters: 'Filter recordings',
  camera: 'Camera',
  allCameras: 'All cameras',
  statusFilter: 'Status',
  allStatuses: 'Any status',
  eventFilter: 'Events',
  anyEvents: 'With or without',
  events: {
    any: 'With events',
    motion: 'With motion',
    object: 'With objects',
    line_crossing: 'With line crossings',
    intrusion: 'With intrusions',
    digital_input: 'With inputs',
    audio: 'With sound',
    tamper: 'With tampering',
    camera_event: 'With events of the camera',
  },
  eventCount: (count: number) => plural(count, 'event', 'events'),
  day: 'Day',
  previousDay: 'Day before',
  nextDay: 'Day after',
  today: 'Today',

  groupSummary: (count: number, duration: string, size: string) =>
    `${plural(count, 'recording', 'recordings')} · ${duration} · ${size}`,
  newestSummary: (count: number, duration: string, size: string) =>
    `Newest ${plural(count, 'recording', 'recordings')} · ${duration} · ${size}`,
  shownOf: (shown: number, total: number) =>
    `${shown.toLocaleString('en')} of ${plural(total, 'recording', 'recordings')}`,
  showMore: (count: number) => `Show ${count.toLocaleString('en')} more`,
  loadOlder: 'Load older recordings',
  loadingDay: 'Looking for the recordings of this day…',

  play: 'Play',
  playOf: (name: string, time: string) => `Play ${name}, ${time}`,
  download: 'Download',
  downloadOf: (name: string, time: string) => `Download ${name}, ${time}`,
  protect: 'Protect from deletion',
  unprotect: 'Do not protect any more',
  protectOf: (name: string, time: string) => `Protect ${name}, ${time}`,
  unprotectOf: (name: string, time: string) => `Do not protect ${name}, ${time}, any more`,
  deleteOf: (name: string, time: string) => `Delete ${name}, ${time}`,
  select: (name: string, time: string) => `Select ${name}, ${time}`,
  selectGroup: (name: string) => `Select all recordings of ${name}`,
  selected: (count: number) => `${plural(count, 'recording', 'recordings')} selected`,
  protectSelected: 'Protect',
  unprotectSelected: 'Stop protecting',
  protectedSelected: (count: number) => `${plural(count, 'recording is', 'recordings are')} protected now`,
  unprotectedSelected: (count: number) =>
    `${plural(count, 'recording is', 'recordings are')} not protected any more`,
  notChanged: (count: number, reason: string) =>
    `${plural(count, 'recording', 'recordings')} not changed: ${reason}`,
  clearSelection: 'Clear selection',
  deleteTitle: (count: number) => `Delete ${plural(count, 'recording', 'recordings')}?`,
  deleteText: 'The files are removed from the disk. This cannot be undone.',
  deleted: (count: number) => `${plural(count, 'recording', 'recordings')} deleted`,
  notDeleted: (count: number, reason: string) =>
    `${plural(count, 'recording', 'recordings')} not deleted: ${reason}`,

  live: 'This recording is still going on. You see what was filmed until you opened it.',
  cannotPlay:
    'The recording cannot be played here. Its file may be gone, or it is H.265, which not every browser knows: the timeline plays it all the same, or download it for a player such as VLC.',
  openTimeline: 'Timeline',
  older: 'Older',
  newer: 'Newer',
  back10: 'Back 10 seconds',
  forward10: 'Forward 10 seconds',
  gone: 'This recording is not there any more.',
  footage: (name: string) => `Recording of ${name}`,

  timeline: 'Timeline',
  timelineOf: (day: string) => `Footage on ${day}`,
  timelineEmpty: 'No footage on this day.',
  timelineHint: 'Click where it should begin. The arrow keys step through.',
  onEvents: 'On events',
  /** After a percentage, for screen readers. */
  ofTheDay: ' of the day',
  stretch: (name: string, from: string, to: string) => `Play ${name} from ${from} to ${to}`,
  gap: (from: string, to: string, length: string) => `No footage ${from}–${to} (${length})`,
  gaps: (count: number) => plural(count, 'gap', 'gaps'),
  gapsOf: (name: string) => `Longest gaps of ${name} between its first and last footage`,
} as const;
