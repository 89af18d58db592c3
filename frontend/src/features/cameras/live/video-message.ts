/** What a message of live video holds, as the server numbers it (VideoMessageKind). */
export const videoKind = { init: 0, keyframe: 1, delta: 2, missed: 3, audio: 4 } as const;

export interface VideoMessage {
  kind: number;
  /** When it was captured, in milliseconds since 1970. */
  capturedAt: number;
  payload: Uint8Array<ArrayBuffer>;
}

const headerLength = 9;

/**
 * Reads a message of live video: capture time in microseconds since 1970 (8 bytes, big endian), kind (1 byte), payload.
 * Null when it is too short, or its kind is unknown.
 */
export function parseVideoMessage(message: ArrayBuffer): VideoMessage | null {
  if (message.byteLength <= headerLength) return null;
  const view = new DataView(message);
  const kind = view.getUint8(8);
  if (kind > videoKind.audio) return null;
  return {
    kind,
    capturedAt: Number(view.getBigUint64(0) / 1000n),
    payload: new Uint8Array(message, headerLength),
  };
}

/** How many frames were left out, of a message that says so. */
export function missedFrames({ payload }: VideoMessage): number {
  return payload.byteLength < 4 ? 0 : new DataView(payload.buffer, payload.byteOffset).getUint32(0);
}

export type Announcement = { format: 'mp4'; mime: string } | { format: 'jpeg' };

/** Reads the text message that says which format follows; null when it is none that this player knows. */
export function parseAnnouncement(text: string): Announcement | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('format' in value)) return null;
  if (value.format === 'jpeg') return { format: 'jpeg' };
  return value.format === 'mp4' && 'mime' in value && typeof value.mime === 'string'
    ? { format: 'mp4', mime: value.mime }
    : null;
}
