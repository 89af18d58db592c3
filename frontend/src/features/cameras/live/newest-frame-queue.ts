import type { FrameDecoder } from './frame-decoders';
import type { FrameFormat, LiveFrame } from './frame-message';

interface NewestFrameQueueOptions {
  decoders: Record<FrameFormat, FrameDecoder>;
  /** Shows a picture. The queue closes the bitmap afterwards. */
  show: (bitmap: ImageBitmap, frame: LiveFrame) => void;
}

/**
 * Decodes one frame at a time and keeps only the newest that came meanwhile, so that a slow device shows fewer
 * pictures, never old ones, and its memory does not grow.
 */
export class NewestFrameQueue {
  private readonly options: NewestFrameQueueOptions;
  private waiting: LiveFrame | null = null;
  private decoding = false;
  private closed = false;

  constructor(options: NewestFrameQueueOptions) {
    this.options = options;
  }

  push(frame: LiveFrame): void {
    this.waiting = frame;
    if (!this.decoding) void this.drain();
  }

  close(): void {
    this.closed = true;
    this.waiting = null;
  }

  private async drain(): Promise<void> {
    this.decoding = true;
    while (this.waiting && !this.closed) {
      const frame = this.waiting;
      this.waiting = null;
      await this.showFrame(frame);
    }
    this.decoding = false;
  }

  private async showFrame(frame: LiveFrame): Promise<void> {
    // A damaged picture is not shown; the next one comes in a moment.
    const bitmap = await this.options.decoders[frame.format](frame).catch(() => null);
    if (!bitmap) return;
    if (!this.closed) this.options.show(bitmap, frame);
    bitmap.close();
  }
}
