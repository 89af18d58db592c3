import pLimit from 'p-limit';
import { Backoff } from '@/lib/backoff';

/**
 * Few connections are made at a time: Chromium puts a new one off by up to five seconds while 16 others are being made
 * (its WebSocketThrottler), which a wall of cameras would run into.
 */
const takeTurn = pLimit(6);

interface LiveSocketOptions {
  url: string;
  /** Takes what came, text or bytes, and says whether it shows that the camera sends. */
  receive: (data: unknown) => boolean;
  /** The connection ended and is tried again. */
  onLost: () => void;
  backoff?: Backoff;
  /** A connection without a frame for this long is closed and made again. */
  stallTimeoutMs?: number;
  createSocket?: (url: string) => WebSocket;
}

/** The connection to one camera's live view: opened again after every end, with growing waits, until closed. */
export class LiveSocket {
  private readonly options: LiveSocketOptions;
  private readonly backoff: Backoff;
  private socket: WebSocket | null = null;
  private wanted = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private stall: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveSocketOptions) {
    this.options = options;
    this.backoff = options.backoff ?? new Backoff(500, 10_000);
  }

  open(): void {
    this.wanted = true;
    void takeTurn(() => (this.wanted ? this.connect() : undefined));
  }

  close(): void {
    this.wanted = false;
    clearTimeout(this.retry);
    this.drop();
  }

  private drop(): void {
    clearTimeout(this.stall);
    if (!this.socket) return;
    this.socket.onmessage = null;
    this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  private reconnect(): void {
    this.drop();
    this.options.onLost();
    this.retry = setTimeout(() => this.open(), this.backoff.nextDelay());
  }

  /** A connection whose other end is gone without a word stays open for ever: only its silence shows it. */
  private expectFrame(): void {
    clearTimeout(this.stall);
    this.stall = setTimeout(() => this.reconnect(), this.options.stallTimeoutMs ?? 15_000);
  }

  /** Returns when the connection is made, or will not be. */
  private connect(): Promise<void> {
    const { url, createSocket = (address: string) => new WebSocket(address) } = this.options;
    const socket = createSocket(url);
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = () => this.reconnect();
    this.expectFrame();
    return new Promise((made) => {
      socket.addEventListener('open', () => made());
      socket.addEventListener('close', () => made());
    });
  }

  private receive(data: unknown): void {
    if (!this.options.receive(data) || !this.socket) return;
    this.expectFrame();
    this.backoff.reset();
  }
}
