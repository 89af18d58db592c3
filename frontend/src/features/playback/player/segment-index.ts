import type { Gap, Playback, PlaybackFile, Segment } from '../api/playback';

export interface LocatedSegment {
  file: PlaybackFile;
  segment: Segment;
}

interface SegmentIndexOptions {
  /** Reads a period with its segments; times in milliseconds since 1970. */
  load: (from: number, to: number, signal: AbortSignal) => Promise<Playback>;
  /** Where the timeline ends by now. */
  end: () => number;
}

/** How much is read at once. Hourly files make it two of them at most. */
const windowMs = 30 * 60_000;
/** A step back needs no new reading. */
const beforeMs = 60_000;

/** Two files that follow each other within this time have no gap between them: a new file begins between two frames. */
const seamMs = 1500;

/** Which segments there are around the moment that plays, read window by window as they are needed. */
export class SegmentIndex {
  private readonly options: SegmentIndexOptions;
  private segments: LocatedSegment[] = [];
  private gaps: Gap[] = [];
  /** What has been read, without a hole. */
  private from = 0;
  private to = 0;

  constructor(options: SegmentIndexOptions) {
    this.options = options;
  }

  /** The segment that is shown at a moment, else the next one; null when there is none until the timeline's end. */
  async find(moment: number, signal: AbortSignal): Promise<LocatedSegment | null> {
    if (moment < this.from || moment >= this.to) await this.read(moment, signal);
    for (;;) {
      const found = this.segments.find(({ segment }) => segment.end > moment);
      if (found) return found;
      if (this.to >= this.options.end()) return null;
      await this.extend(signal);
    }
  }

  /** The segment behind another one. */
  async after({ segment }: LocatedSegment, signal: AbortSignal): Promise<LocatedSegment | null> {
    return this.find(segment.end, signal);
  }

  /** Whether something was recorded at a moment; null as long as that has not been read. */
  isRecorded(moment: number): boolean | null {
    if (moment < this.from || moment >= this.to) return null;
    return this.segments.some(({ segment }) => segment.start <= moment && segment.end > moment);
  }

  /** The gap that has a moment, with its cause. */
  gapAt(moment: number): Gap | null {
    return this.gaps.find(({ start, end }) => start <= moment && end > moment) ?? null;
  }

  /** Forgets what may have grown meanwhile. */
  refresh(): void {
    this.from = this.to = 0;
  }

  /** Why nothing is shown between two moments; null when they belong together. */
  gapBetween(from: number, to: number): Gap | null {
    if (to - from <= seamMs) return null;
    const known = this.gaps.find(({ start, end }) => start < to && end > from);
    return known ?? { start: from, end: to, cause: 'unknown', reason: '' };
  }

  private async read(moment: number, signal: AbortSignal): Promise<void> {
    const from = moment - beforeMs;
    const to = Math.min(moment + windowMs, this.options.end());
    if (to <= from) return;
    const playback = await this.options.load(from, to, signal);
    this.segments = sorted(playback);
    this.gaps = playback.gaps;
    [this.from, this.to] = [from, to];
  }

  private async extend(signal: AbortSignal): Promise<void> {
    // Where nothing is, larger steps lead on sooner.
    const step = this.segments.length > 0 ? windowMs : 8 * windowMs;
    const to = Math.min(this.to + step, this.options.end());
    const playback = await this.options.load(this.to, to, signal);
    const known = new Set(this.segments.map(({ file, segment }) => `${file.recordingId} ${segment.offset}`));
    const added = sorted(playback).filter(
      ({ file, segment }) => !known.has(`${file.recordingId} ${segment.offset}`),
    );
    this.segments = [...this.segments, ...added];
    this.gaps = [...this.gaps, ...playback.gaps];
    this.to = to;
  }
}

function sorted({ files }: Playback): LocatedSegment[] {
  return files
    .flatMap((file) => file.segments.map((segment) => ({ file, segment })))
    .sort((a, b) => a.segment.start - b.segment.start);
}
