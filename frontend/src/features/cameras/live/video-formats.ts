/** A codec as the server asks for it, and one of its profiles that nearly every camera sends. */
const probes: readonly [name: string, codec: string][] = [
  ['avc1', 'avc1.640028'],
  ['hvc1', 'hvc1.1.6.L120.B0'],
  ['mp4a', 'mp4a.40.2'],
  ['flac', 'flac'],
  ['opus', 'opus'],
];

interface MediaSourceHost {
  MediaSource?: typeof MediaSource;
  /** Safari on iPhones has only this one. */
  ManagedMediaSource?: typeof MediaSource;
}

/** The browser's Media Source Extensions; undefined where there are none. */
export function mediaSourceOf(host: MediaSourceHost = globalThis): typeof MediaSource | undefined {
  return host.ManagedMediaSource ?? host.MediaSource;
}

/** Whether the browser plays a content type, asked with its exact codecs. */
export function isPlayable(mime: string, host?: MediaSourceHost): boolean {
  return mediaSourceOf(host)?.isTypeSupported(mime) ?? false;
}

/**
 * The formats that the live view asks the server for, as `?formats=` has them; null when this browser plays no video of
 * cameras, which leaves JPEG pictures.
 */
export function wantedFormats(host?: MediaSourceHost): string | null {
  const codecs = probes
    .filter(([, codec]) => isPlayable(`video/mp4; codecs="${codec}"`, host))
    .map(([name]) => name);
  return codecs.includes('avc1') || codecs.includes('hvc1') ? `mp4;codecs=${codecs.join('+')},jpeg` : null;
}
