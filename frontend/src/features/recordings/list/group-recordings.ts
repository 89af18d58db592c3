import type { Recording } from '@/lib/recording';

/** The recordings of one camera. A deleted camera's are told apart by its name. */
export interface RecordingGroup {
  key: string;
  cameraName: string;
  cameraDeleted: boolean;
  recordings: Recording[];
  seconds: number;
  bytes: number;
}

/** Groups by camera; the camera with the newest recording comes first. Expects the newest recording first. */
export function groupByCamera(recordings: readonly Recording[]): RecordingGroup[] {
  const groups = new Map<string, RecordingGroup>();
  for (const recording of recordings) {
    const key = recording.camera_id ?? `deleted:${recording.camera_name}`;
    let group = groups.get(key);
    if (!group) {
      const { camera_name: cameraName, camera_deleted: cameraDeleted } = recording;
      group = { key, cameraName, cameraDeleted, recordings: [], seconds: 0, bytes: 0 };
      groups.set(key, group);
    }
    group.recordings.push(recording);
    group.seconds += recording.duration_seconds ?? 0;
    group.bytes += recording.file_size_bytes ?? 0;
  }
  return [...groups.values()];
}

/** A line of the list: a camera's heading, one of its recordings, or the button that shows more of them. */
export type RecordingRow =
  | { kind: 'group'; key: string; group: RecordingGroup }
  | { kind: 'recording'; key: string; recording: Recording }
  | { kind: 'more'; key: string; group: RecordingGroup; hidden: number };

/** How many recordings of a camera are shown before someone asks for more. */
export const initiallyShown = 5;

/** The lines to show, as one flat list, so that only those on the screen have to be rendered. */
export function toRows(
  groups: readonly RecordingGroup[],
  shown: ReadonlyMap<string, number>,
): RecordingRow[] {
  const limitOf = (group: RecordingGroup) =>
    groups.length === 1 ? Number.POSITIVE_INFINITY : (shown.get(group.key) ?? initiallyShown);
  return groups.flatMap((group) => {
    const visible = group.recordings.slice(0, limitOf(group));
    const hidden = group.recordings.length - visible.length;
    return [
      { kind: 'group', key: `group:${group.key}`, group },
      ...visible.map((recording) => ({ kind: 'recording', key: recording.id, recording }) as const),
      ...(hidden > 0 ? [{ kind: 'more', key: `more:${group.key}`, group, hidden } as const] : []),
    ];
  });
}
