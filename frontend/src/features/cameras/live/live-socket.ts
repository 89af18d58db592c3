import { Backoff } from '@/lib/backoff';
import { parseFrameMessage, type LiveFrame } from './frame-message';

interface LiveSocketOptions {
  url: string;
  onFrame: (frame: LiveFrame) => void;
  /** The connection ended and is tried again. */
  onLost: () => void;
  backoff?: Backoff;
  createSocket?: (url: string) => WebSocket;
}

/** The connection to one camera's live view: opened again after every end, with growing waits, until closed. */
export class LiveSocket {
  private readonly options: LiveSocketOptions;
  private readonly backoff: Backoff;
  private socket: WebSocket | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveSocketOptions) {
    this.options = options;
    this.backoff = options.backoff ?? new Backoff(500, 10_000);
  }

  open(): void {
    const { url, createSocket = (address: string) => new WebSocket(address) } = this.options;
    this.socket = createSocket(url);
    this.socket.binaryType = 'arraybuffer';
    this.socket.onmessage = (event) => this.receive(event.data);
    this.socket.onclose = () => {
      this.options.onLost();
      this.retry = setTimeout(() => this.open(), this.backoff.nextDelay());
    };
  }

  close(): void {
    clearTimeout(this.retry);
    if (!this.socket) return;
    this.socket.onmessage = null;
    this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  private receive(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) return;
    const frame = parseFrameMessage(data);
    if (!frame) return;
    this.backoff.reset();
    this.options.onFrame(frame);
  }
}
