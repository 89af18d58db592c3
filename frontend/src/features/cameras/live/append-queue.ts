/** What the queue needs of a SourceBuffer. */
type Buffer = Pick<SourceBuffer, 'updating' | 'buffered' | 'appendBuffer' | 'remove' | 'addEventListener'>;

interface AppendQueueOptions {
  buffer: Buffer;
  /** Where the player is, in seconds of media time. */
  position: () => number;
  /** Something was appended. */
  onAppended: () => void;
  /** The browser does not take it. */
  onFailed: (error: unknown) => void;
}

/** More than any group of pictures that the server sends at once. */
const maxQueuedBytes = 32 * 1024 * 1024;
const keptBehind = 5;
const trimmedBeyond = 15;

/** Appends fragments strictly in order, one call at a time, and removes what was played. */
export class AppendQueue {
  private readonly options: AppendQueueOptions;
  private waiting: Uint8Array<ArrayBuffer>[] = [];
  private waitingBytes = 0;
  private closed = false;

  constructor(options: AppendQueueOptions) {
    this.options = options;
    options.buffer.addEventListener('updateend', () => this.afterUpdate());
    options.buffer.addEventListener('error', () => this.fail(new Error('The fragment was refused.')));
  }

  push(fragment: Uint8Array<ArrayBuffer>): void {
    this.waiting.push(fragment);
    this.waitingBytes += fragment.byteLength;
    if (this.waitingBytes > maxQueuedBytes) this.fail(new Error('The player takes nothing.'));
    else this.pump();
  }

  close(): void {
    this.closed = true;
    this.waiting = [];
  }

  private afterUpdate(): void {
    if (this.closed) return;
    this.options.onAppended();
    this.pump();
  }

  private pump(): void {
    const { buffer } = this.options;
    if (this.closed || buffer.updating || this.waiting.length === 0 || this.trim(trimmedBeyond)) return;
    const next = joined(this.waiting);
    try {
      buffer.appendBuffer(next);
      this.waiting = [];
      this.waitingBytes = 0;
    } catch (error) {
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      if (!full || !this.trim(keptBehind)) this.fail(error);
    }
  }

  /** @returns Whether a removal has begun, after which the queue goes on by itself. */
  private trim(beyond: number): boolean {
    const { buffer, position } = this.options;
    if (buffer.buffered.length === 0) return false;
    const start = buffer.buffered.start(0);
    const end = position() - keptBehind;
    if (position() - start <= beyond || end <= start) return false;
    buffer.remove(start, end);
    return true;
  }

  private fail(error: unknown): void {
    if (this.closed) return;
    this.close();
    this.options.onFailed(error);
  }
}

/** One call for all that waits: a player that joins gets some dozens of fragments at once. */
function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let filled = 0;
  for (const part of parts) {
    all.set(part, filled);
    filled += part.byteLength;
  }
  return all;
}
