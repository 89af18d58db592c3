import { send } from '@/lib/api-client';
import { isPlayable } from '@/lib/media-source';
import { ApiError } from '@/lib/problem';
import type { PlaybackFile, Segment } from '../api/playback';
import type { Appended } from './buffer-writer';
import type { LocatedSegment } from './segment-index';

/** The browser plays a file in no form that there is. */
export class UnsupportedError extends Error {}

/** Fetches segments in the form that the browser plays: as they were recorded, by their byte range, or converted. */
export class SegmentLoader {
  private readonly onConverting: () => void;
  private readonly inits = new Map<string, Promise<ArrayBuffer>>();
  private converting = false;
  /** The conversion that ended before its end. */
  private brokenOff = '';

  /** @param onConverting Called once, when the first segment is converted. */
  constructor(onConverting: () => void) {
    this.onConverting = onConverting;
  }

  /** A segment in one part or, while it is converted, in several. */
  async *partsOf({ file, segment }: LocatedSegment, signal: AbortSignal): AsyncGenerator<Appended> {
    const { mimeType, convertedUrl } = playableForm(file);
    if (convertedUrl) {
      yield* this.convert(addressOf(convertedUrl, segment), mimeType, signal);
      return;
    }
    const [init, data] = await Promise.all([
      this.initOf(file),
      fetchRange(file.url, segment.offset, segment.length, signal),
    ]);
    yield { key: file.url, mimeType, init, data };
  }

  private async *convert(url: string, mimeType: string, signal: AbortSignal): AsyncGenerator<Appended> {
    if (!this.converting) this.onConverting();
    this.converting = true;
    const response = await send(url, { signal });
    const reader = response.body?.getReader();
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) return;
      yield { key: url, mimeType, init: null, data: part.value };
    }
  }

  /** Whether a segment that could not be played is passed over, as a gap is: it is damaged. Anything else may be better the next time. */
  passesOver({ file, segment }: LocatedSegment, error: unknown): boolean {
    const { convertedUrl } = playableForm(file);
    if (!convertedUrl) return false;
    const url = addressOf(convertedUrl, segment);
    const damaged = (error instanceof ApiError && error.status === 502) || this.brokenOff === url;
    this.brokenOff = url;
    return damaged;
  }

  private initOf(file: PlaybackFile): Promise<ArrayBuffer> {
    const key = file.url;
    let init = this.inits.get(key);
    if (!init) {
      init = fetchRange(key, 0, file.initLength, undefined);
      init.catch(() => this.inits.delete(key));
      this.inits.set(key, init);
    }
    return init;
  }
}

/** The form in which the browser plays a file. */
export function playableForm({ mimeType, converted }: PlaybackFile): {
  mimeType: string;
  convertedUrl?: string;
} {
  if (isPlayable(mimeType)) return { mimeType };
  if (!converted || !isPlayable(converted.mimeType)) throw new UnsupportedError(mimeType);
  return { mimeType: converted.mimeType, convertedUrl: converted.url };
}

function addressOf(convertedUrl: string, { offset }: Segment): string {
  return `${convertedUrl}?segment=${offset}`;
}

async function fetchRange(
  url: string,
  offset: number,
  length: number,
  signal: AbortSignal | undefined,
): Promise<ArrayBuffer> {
  const response = await send(url, { headers: { Range: `bytes=${offset}-${offset + length - 1}` }, signal });
  return response.arrayBuffer();
}
