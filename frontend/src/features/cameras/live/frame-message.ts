/** How the picture of a frame is coded. More formats may follow; a client skips those it does not know. */
export type FrameFormat = 'jpeg';

export interface LiveFrame {
  format: FrameFormat;
  /** When the camera's picture was taken, in milliseconds since 1970. */
  capturedAt: number;
  payload: Uint8Array<ArrayBuffer>;
}

const headerLength = 8;

/**
 * Reads a message of the live view: capture time in microseconds since 1970 (8 bytes, big endian), then one picture.
 * Null when it is too short or its format is unknown.
 */
export function parseFrameMessage(message: ArrayBuffer): LiveFrame | null {
  if (message.byteLength <= headerLength) return null;
  const payload = new Uint8Array(message, headerLength);
  const format = formatOf(payload);
  if (format === null) return null;

  const microseconds = new DataView(message).getBigUint64(0);
  return { format, capturedAt: Number(microseconds / 1000n), payload };
}

/** A JPEG begins with its start-of-image marker (ITU-T T.81, B.1.1.3). */
function formatOf(payload: Uint8Array): FrameFormat | null {
  return payload[0] === 0xff && payload[1] === 0xd8 ? 'jpeg' : null;
}
