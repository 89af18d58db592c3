import { isPlayable, type MediaSourceHost } from '@/lib/media-source';

/** A codec as the server asks for it, and one of its profiles that nearly every camera sends. */
const probes: readonly [name: string, codec: string][] = [
  ['avc1', 'avc1.640028'],
  ['hvc1', 'hvc1.1.6.L120.B0'],
  ['mp4a', 'mp4a.40.2'],
  ['flac', 'flac'],
  ['opus', 'opus'],
];

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
