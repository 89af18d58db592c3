/** What the writer needs of a SourceBuffer. */
export type WritableBuffer = Pick<
  SourceBuffer,
  | 'updating'
  | 'buffered'
  | 'abort'
  | 'appendBuffer'
  | 'remove'
  | 'changeType'
  | 'timestampOffset'
  | 'addEventListener'
  | 'removeEventListener'
>;

/** A part of a file that is to be played. */
export interface Appended {
  /** Which file it is of: another one needs its own beginning first. */
  key: string;
  mimeType: string;
  /** Null when the data has its own, and may come in parts that end anywhere. */
  init: ArrayBuffer | null;
  data: BufferSource;
}

const keptBehind = 20;
const tolerance = 0.1;

/** Puts segments at their place, one operation at a time, and removes what was played when the browser has no more room. */
export class BufferWriter {
  private readonly buffer: WritableBuffer;
  private readonly position: () => number;
  private mimeType: string;
  private key = '';
  /** What was appended last may have been cut off in its middle. */
  private cut = false;
  private tail: Promise<unknown> = Promise.resolve();

  /** @param offset What is added to media time, in seconds, to have the time on the timeline. */
  constructor(buffer: WritableBuffer, mimeType: string, position: () => number, offset: number) {
    this.buffer = buffer;
    this.buffer.timestampOffset = offset;
    this.mimeType = mimeType;
    this.position = position;
  }

  append({ key, mimeType, init, data }: Appended): Promise<void> {
    return this.enqueue(async () => {
      if (key !== this.key) {
        if (this.cut) this.buffer.abort();
        this.cut = init === null;
        if (mimeType !== this.mimeType) this.buffer.changeType(mimeType);
        [this.key, this.mimeType] = [key, mimeType];
        if (init) await this.operate(() => this.buffer.appendBuffer(init));
      }
      await this.appendOrMakeRoom(data);
    });
  }

  /** Forgets everything: playing goes on elsewhere. */
  clear(): void {
    void this.enqueue(async () => {
      if (this.buffer.buffered.length > 0) await this.operate(() => this.buffer.remove(0, Infinity));
    });
  }

  /** Whether the picture of a time is there. */
  covers(time: number): boolean {
    return this.endOfRangeAt(time) !== null;
  }

  /** Until when there is picture without a break; null when there is none at the time. */
  endOfRangeAt(time: number): number | null {
    const { buffered } = this.buffer;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= time + tolerance && buffered.end(i) > time) return buffered.end(i);
    }
    return null;
  }

  /** Where picture goes on behind a time at which there is none. */
  nextRangeStart(time: number): number | null {
    const { buffered } = this.buffer;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) > time) return buffered.start(i);
    }
    return null;
  }

  private async appendOrMakeRoom(data: BufferSource): Promise<void> {
    try {
      await this.operate(() => this.buffer.appendBuffer(data));
    } catch (error) {
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      const end = this.position() - keptBehind / 4;
      if (!full || end <= 0) throw error;
      await this.operate(() => this.buffer.remove(0, end));
      await this.operate(() => this.buffer.appendBuffer(data));
    }
    const { buffered } = this.buffer;
    const old = this.position() - 3 * keptBehind;
    if (buffered.length > 0 && buffered.start(0) < old) {
      await this.operate(() => this.buffer.remove(0, this.position() - keptBehind));
    }
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  private operate(start: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const { buffer } = this;
      const done = () => {
        stop();
        resolve();
      };
      const failed = () => {
        stop();
        reject(new Error('The browser refused a segment.'));
      };
      const stop = () => {
        buffer.removeEventListener('updateend', done);
        buffer.removeEventListener('error', failed);
      };
      buffer.addEventListener('updateend', done);
      buffer.addEventListener('error', failed);
      try {
        start();
      } catch (error) {
        stop();
        throw error;
      }
    });
  }
}
