import { isPlayable } from '@/lib/media-source';
import { frameDecoders } from './frame-decoders';
import { parseFrameMessage } from './frame-message';
import { FrameMeter, type LiveFigures } from './frame-meter';
import { LiveSocket } from './live-socket';
import { NewestFrameQueue } from './newest-frame-queue';
import { paint } from './paint';
import { takePlayerSlot } from './player-slots';
import { wantedFormats } from './video-formats';
import { missedFrames, parseAnnouncement, parseVideoMessage, videoKind } from './video-message';
import { VideoPlayer } from './video-player';

/** How a camera is shown: its own video in a video element, or JPEG pictures on a canvas. */
export type LiveTransport = 'video' | 'jpeg';

export interface LiveView {
  phase: 'connecting' | 'live' | 'stalled' | 'reconnecting';
  figures: LiveFigures;
  /** Size of the pictures; null before the first. */
  size: { width: number; height: number } | null;
  /** Null before the first frame. */
  way: LiveTransport | null;
  /** Whether the video has sound. */
  hasSound: boolean;
  /** Frames of video that were left out because this device or its network was too slow. */
  missed: number;
}

export const initialView: LiveView = {
  phase: 'connecting',
  figures: { fps: 0, latency: null },
  size: null,
  way: null,
  hasSound: false,
  missed: 0,
};

interface LiveFeedOptions {
  /** The address of the live view with a query, which may be empty. */
  url: (query: string) => string;
  canvas: HTMLCanvasElement;
  video: HTMLVideoElement;
  onChange: (view: LiveView) => void;
}

const stalledAfterMs = 5000;
/** Frames arrive and none is shown for this long: the browser does not play them, or is too slow now. */
const playerTimeoutMs = 8000;
/** Pauses before video is tried again: a device that was busy may have time later. */
const retryVideoAfterMs = [30_000, 300_000];
const reportEveryMs = 1000;

/** Shows one camera live until closed: as video where camera, server and browser can, else, or when that fails, as JPEG pictures. */
export class LiveFeed {
  private readonly options: LiveFeedOptions;
  private readonly meter = new FrameMeter();
  private readonly pictures: NewestFrameQueue;
  private socket: LiveSocket | null = null;
  private player: VideoPlayer | null = null;
  private freeSlot: (() => void) | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private videoSince: number | null = null;
  private receivedAt = 0;
  private shownAt: number | null = null;
  private lost = false;
  private size: LiveView['size'] = null;
  private way: LiveTransport | null = null;
  private hasSound = false;
  private missed = 0;
  private fallenBack = false;
  private retryVideoAt: number | null = null;
  private retries = 0;

  constructor(options: LiveFeedOptions) {
    this.options = options;
    this.pictures = new NewestFrameQueue({
      decoders: frameDecoders,
      show: (bitmap, { capturedAt }) => {
        paint(options.canvas, bitmap);
        this.shown('jpeg', bitmap.width, bitmap.height, capturedAt);
      },
    });
  }

  open(): void {
    this.connect();
    this.timer = setInterval(() => this.check(), reportEveryMs);
  }

  close(): void {
    clearInterval(this.timer);
    this.socket?.close();
    this.stopPlayer();
    this.pictures.close();
  }

  private connect(): void {
    const formats = this.fallenBack ? null : wantedFormats();
    this.socket = new LiveSocket({
      url: this.options.url(formats === null ? '' : `?formats=${encodeURIComponent(formats)}`),
      receive: (data) => this.receive(data),
      onLost: () => {
        this.lost = true;
        this.report();
      },
    });
    this.socket.open();
  }

  /** @returns Whether it was a sign that the camera sends. */
  private receive(data: unknown): boolean {
    if (typeof data === 'string') {
      this.announced(data);
      return false;
    }
    if (!(data instanceof ArrayBuffer)) return false;
    if (!this.player) {
      const frame = parseFrameMessage(data);
      if (frame) this.pictures.push(frame);
      return frame !== null;
    }
    const message = parseVideoMessage(data);
    if (!message) return false;
    this.receivedAt = Date.now();
    if (message.kind === videoKind.missed) this.missed += missedFrames(message);
    this.player.push(message);
    return true;
  }

  private announced(text: string): void {
    const announcement = parseAnnouncement(text);
    if (announcement?.format === 'mp4') this.play(announcement.mime);
    else this.stopPlayer();
  }

  private play(mime: string): void {
    if (!isPlayable(mime)) {
      this.fallBack(new Error(`This browser does not play ${mime}.`));
      return;
    }
    this.freeSlot ??= takePlayerSlot();
    if (!this.freeSlot) {
      this.fallBack(new Error('As many videos as this page plays at once play already.'));
      return;
    }
    const { video } = this.options;
    this.hasSound = mime.includes(',');
    this.videoSince = Date.now();
    this.player ??= new VideoPlayer({
      video,
      onFrame: (capturedAt) => this.shown('video', video.videoWidth, video.videoHeight, capturedAt),
      onFailed: (error) => this.fallBack(error),
    });
    this.player.announce(mime);
  }

  private fallBack(error: unknown, { mayWorkLater = false } = {}): void {
    if (this.fallenBack) return;
    console.warn('Live video is shown as JPEG pictures:', error);
    const pause = mayWorkLater ? retryVideoAfterMs[this.retries++] : undefined;
    this.retryVideoAt = pause === undefined ? null : Date.now() + pause;
    this.stopPlayer();
    this.reconnect(true);
  }

  private reconnect(fallenBack: boolean): void {
    this.fallenBack = fallenBack;
    this.socket?.close();
    this.connect();
  }

  private stopPlayer(): void {
    this.player?.close();
    this.player = null;
    this.freeSlot?.();
    this.freeSlot = null;
    this.videoSince = null;
    this.hasSound = false;
  }

  private shown(way: LiveTransport, width: number, height: number, capturedAt: number): void {
    const now = Date.now();
    const changed =
      this.lost || this.way !== way || this.size?.width !== width || this.size.height !== height;
    this.shownAt = now;
    this.lost = false;
    this.way = way;
    this.size = { width, height };
    this.meter.add(now, capturedAt);
    if (changed) this.report();
  }

  private check(): void {
    const now = Date.now();
    if (this.videoSince !== null && now - this.receivedAt < 2 * reportEveryMs) {
      const waited = now - Math.max(this.videoSince, this.shownAt ?? 0);
      if (waited > playerTimeoutMs)
        this.fallBack(new Error('No frame was shown in time.'), { mayWorkLater: true });
    }
    if (this.retryVideoAt !== null && now >= this.retryVideoAt) {
      this.retryVideoAt = null;
      this.reconnect(false);
    }
    this.report();
  }

  private report(): void {
    const now = Date.now();
    const { size, way, hasSound, missed } = this;
    const figures = this.meter.read(now);
    this.options.onChange({ phase: this.phase(now), figures, size, way, hasSound, missed });
  }

  private phase(now: number): LiveView['phase'] {
    if (this.shownAt === null) return 'connecting';
    if (this.lost) return 'reconnecting';
    return now - this.shownAt > stalledAfterMs ? 'stalled' : 'live';
  }
}
