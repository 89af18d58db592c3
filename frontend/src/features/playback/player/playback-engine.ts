import { mediaSourceOf } from '@/lib/media-source';
import type { Gap, Playback } from '../api/playback';
import { BufferWriter } from './buffer-writer';
import { SegmentIndex, type LocatedSegment } from './segment-index';
import { playableForm, SegmentLoader, UnsupportedError } from './segment-loader';

interface PlaybackEngineOptions {
  video: HTMLVideoElement;
  /** The timeline, in milliseconds since 1970: media time counts from its start. */
  start: number;
  end: number;
  load: (from: number, to: number, signal: AbortSignal) => Promise<Playback>;
  /** Nothing was recorded here: playing has gone on behind it. Without, playing stands where nothing was recorded. */
  onGap?: (gap: Gap) => void;
  /** There is nothing behind this moment. */
  onEnd: () => void;
  onError: (error: unknown) => void;
  /** Something plays (again). */
  onPlaying: () => void;
  /** The browser does not play the recordings as they are: they are converted. Called once. */
  onConverting: () => void;
}

/** How far ahead of the picture segments are fetched, in seconds of playing. */
const aheadSeconds = 12;
/** So near its end a stretch counts as played. */
const nearEndSeconds = 0.15;
const retryMs = 2000;

/**
 * Plays a camera's recordings as one: each segment is fetched by its byte range and put at its time of day, so that files
 * need not fit together and gaps stay gaps, over which playing jumps.
 */
export class PlaybackEngine {
  private readonly options: PlaybackEngineOptions;
  private readonly index: SegmentIndex;
  private source: MediaSource | null = null;
  private writer: BufferWriter | null = null;
  private objectUrl: string | null = null;
  private readonly loader: SegmentLoader;
  private filling = new AbortController();
  private busy = false;
  private closed = false;
  private last: LocatedSegment | null = null;
  /** False while what is in the buffer is still that of before a jump. */
  private landed = false;
  /** How many tracks the source takes: that cannot change. */
  private tracks = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PlaybackEngineOptions) {
    this.options = options;
    this.loader = new SegmentLoader(options.onConverting);
    this.index = new SegmentIndex({ load: options.load, end: () => Math.min(options.end, Date.now()) });
  }

  /** Where playing is, in milliseconds since 1970. */
  get position(): number {
    return this.options.start + this.options.video.currentTime * 1000;
  }

  /** Whether the picture of a moment is there. */
  hasPicture(moment: number): boolean {
    return this.landed && this.writer?.covers((moment - this.options.start) / 1000) === true;
  }

  /** Whether the picture of a moment can be expected. */
  isComing(moment: number): boolean {
    const isPast = this.last !== null && this.last.segment.end > moment;
    return this.index.isRecorded(moment) !== false && !isPast;
  }

  /** Why there is no picture of a moment, if that is known. */
  gapAt(moment: number): Gap | null {
    return this.index.gapAt(moment);
  }

  open(at: number): void {
    const { video, onPlaying } = this.options;
    video.disableRemotePlayback = true;
    video.addEventListener('timeupdate', this.onProgress);
    video.addEventListener('waiting', this.onProgress);
    video.addEventListener('playing', onPlaying);
    this.attach(at);
  }

  /** Goes to a moment; where nothing was recorded, to what comes next. */
  seek(moment: number): void {
    const { start, end, video } = this.options;
    const clamped = Math.min(Math.max(moment, start), end - 1);
    const time = (clamped - start) / 1000;
    video.currentTime = time;
    if (this.writer?.covers(time)) {
      this.fill();
      return;
    }
    this.cancel();
    this.last = null;
    this.landed = false;
    this.writer?.clear();
    this.fill();
  }

  setRate(rate: number): void {
    const { video } = this.options;
    // A new source begins with the default.
    video.defaultPlaybackRate = rate;
    video.playbackRate = rate;
  }

  close(): void {
    this.closed = true;
    this.filling.abort();
    clearTimeout(this.retry);
    const { video } = this.options;
    video.removeEventListener('timeupdate', this.onProgress);
    video.removeEventListener('waiting', this.onProgress);
    video.removeEventListener('playing', this.options.onPlaying);
    video.removeAttribute('src');
    video.load();
    if (this.objectUrl) URL.revokeObjectURL(this.objectUrl);
  }

  private readonly onProgress = () => {
    this.crossGap();
    this.fill();
  };

  private attach(at: number): void {
    const Source = mediaSourceOf();
    if (!Source) {
      this.options.onError(new UnsupportedError());
      return;
    }
    const source = new Source();
    this.source = source;
    this.writer = null;
    source.addEventListener('sourceopen', () => !this.closed && this.begin(source, at), { once: true });
    if (this.objectUrl) URL.revokeObjectURL(this.objectUrl);
    this.objectUrl = URL.createObjectURL(source);
    this.options.video.src = this.objectUrl;
  }

  /** Goes on in a file with other tracks, such as one without sound, once what is before it has been played. */
  private changeTracks(before: LocatedSegment | null, next: LocatedSegment): void {
    const { video, onGap } = this.options;
    if (before && this.position < before.segment.end - 1000 * nearEndSeconds) return;
    const { paused } = video;
    this.cancel();
    this.last = null;
    this.attach(next.segment.start);
    if (!paused) void video.play().catch(() => undefined);
    const gap = before && this.index.gapBetween(before.segment.end, next.segment.start);
    if (gap) onGap?.(gap);
  }

  private begin(source: MediaSource, at: number): void {
    source.duration = (this.options.end - this.options.start) / 1000 + 60;
    this.seek(at);
  }

  private cancel(): void {
    this.filling.abort();
    this.filling = new AbortController();
    clearTimeout(this.retry);
    this.busy = false;
  }

  private fill(): void {
    if (this.busy || this.closed || this.isFull || this.source?.readyState !== 'open') return;
    this.busy = true;
    const { signal } = this.filling;
    this.fillOn(signal).then(
      () => {
        if (!signal.aborted) this.busy = false;
      },
      (error: unknown) => {
        if (signal.aborted || this.closed) return;
        this.busy = false;
        this.options.onError(error);
        if (!(error instanceof UnsupportedError)) this.retry = setTimeout(this.onProgress, retryMs);
      },
    );
  }

  /** Fetches segment by segment until enough is ahead. */
  private async fillOn(signal: AbortSignal): Promise<void> {
    const { video, start } = this.options;
    while (!this.isFull) {
      const next = this.last
        ? await this.index.after(this.last, signal)
        : await this.index.find(start + video.currentTime * 1000, signal);
      if (signal.aborted) return;
      if (!next) {
        this.atEnd(signal);
        return;
      }
      if (this.writer && this.tracks !== trackCount(playableForm(next.file).mimeType)) {
        this.changeTracks(this.last, next);
        return;
      }
      if (!(await this.append(next, signal))) return;
      this.last = next;
      this.landed = true;
      this.crossGap();
    }
  }

  /** Whether enough is there to play on for a while. What lies behind a gap is ahead as well: it plays next. */
  private get isFull(): boolean {
    if (!this.last) return false;
    const ahead = (this.last.segment.end - this.position) / 1000;
    return ahead > aheadSeconds * Math.max(1, this.options.video.playbackRate);
  }

  private atEnd(signal: AbortSignal): void {
    const reached = this.last?.segment.end ?? this.position;
    if (this.position < reached - 500) return;
    this.options.onEnd();
    if (this.options.end < Date.now()) return;
    // What is being recorded goes on.
    this.index.refresh();
    this.retry = setTimeout(() => !signal.aborted && this.onProgress(), retryMs);
  }

  /** @returns False when playing has gone elsewhere meanwhile. */
  private async append(next: LocatedSegment, signal: AbortSignal): Promise<boolean> {
    const writer = this.writerFor(playableForm(next.file).mimeType);
    try {
      for await (const part of this.loader.partsOf(next, signal)) {
        if (isAborted(signal)) return false;
        await writer.append(part);
        if (isAborted(signal)) return false;
        this.landed = true;
      }
    } catch (error) {
      if (!this.loader.passesOver(next, error)) throw error;
    }
    return !isAborted(signal);
  }

  /** Playing has come to the end of what is there, or a seek has led into a gap: go on behind it. */
  private crossGap(): void {
    const { video, start } = this.options;
    if (!this.landed || !this.options.onGap) return;
    const time = video.currentTime;
    const end = this.writer?.endOfRangeAt(time) ?? null;
    if (end !== null && end - time > nearEndSeconds) return;
    const next = this.writer?.nextRangeStart(end ?? time) ?? null;
    if (next === null) return;
    video.currentTime = next + 0.001;
    const gap = this.index.gapBetween(start + (end ?? time) * 1000, start + next * 1000);
    if (gap) this.options.onGap(gap);
  }

  private writerFor(mimeType: string): BufferWriter {
    if (!this.source) throw new UnsupportedError();
    if (!this.writer) this.tracks = trackCount(mimeType);
    this.writer ??= new BufferWriter(
      this.source.addSourceBuffer(mimeType),
      mimeType,
      () => this.options.video.currentTime,
      // The server's media time counts from 1970.
      -this.options.start / 1000,
    );
    return this.writer;
  }
}

function trackCount(mimeType: string): number {
  return mimeType.split(',').length;
}

/** Asked again after each wait. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
