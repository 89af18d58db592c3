import { mediaSourceOf } from '@/lib/media-source';
import { AppendQueue } from './append-queue';
import { followEdge, startPosition } from './live-edge';
import { videoKind, type VideoMessage } from './video-message';

interface VideoPlayerOptions {
  video: HTMLVideoElement;
  /** A frame is on the screen; `capturedAt` is when it was captured, in milliseconds since 1970. */
  onFrame: (capturedAt: number) => void;
  /** The browser does not play this. */
  onFailed: (error: unknown) => void;
}

/** Plays live video by Media Source Extensions in a video element, at the live edge. */
export class VideoPlayer {
  private readonly options: VideoPlayerOptions;
  private mime = '';
  private queue: AppendQueue | null = null;
  private early: Uint8Array<ArrayBuffer>[] = [];
  private objectUrl: string | null = null;
  private newestCapture = 0;
  private started = false;
  private session = 0;

  constructor(options: VideoPlayerOptions) {
    this.options = options;
  }

  /** The content type of the beginning that comes next. */
  announce(mime: string): void {
    this.mime = mime;
  }

  push(message: VideoMessage): void {
    if (message.kind === videoKind.missed) return;
    if (message.kind === videoKind.init) this.begin();
    else this.newestCapture = Math.max(this.newestCapture, message.capturedAt);
    if (this.queue) this.queue.push(message.payload);
    else this.early.push(message.payload);
  }

  close(): void {
    this.end();
    this.options.video.removeAttribute('src');
    this.options.video.load();
  }

  /** A new beginning, as after the camera has restarted, is another file: the old one's times mean nothing. */
  private begin(): void {
    this.end();
    const { video } = this.options;
    const session = this.session;
    const Source = mediaSourceOf();
    if (!Source) {
      this.options.onFailed(new Error('No Media Source Extensions.'));
      return;
    }
    const source = new Source();
    source.addEventListener('sourceopen', () => session === this.session && this.open(source), {
      once: true,
    });
    // Without it Safari does not open a ManagedMediaSource.
    video.disableRemotePlayback = true;
    this.objectUrl = URL.createObjectURL(source);
    video.src = this.objectUrl;
    video.onerror = () => this.options.onFailed(video.error);
    this.reportFrames(session);
  }

  private end(): void {
    this.session++;
    this.queue?.close();
    this.queue = null;
    this.early = [];
    this.started = false;
    this.newestCapture = 0;
    this.options.video.onerror = null;
    if (this.objectUrl) URL.revokeObjectURL(this.objectUrl);
    this.objectUrl = null;
  }

  private open(source: MediaSource): void {
    const { video, onFailed } = this.options;
    try {
      const buffer = source.addSourceBuffer(this.mime);
      this.queue = new AppendQueue({
        buffer,
        position: () => video.currentTime,
        onAppended: () => this.follow(),
        onFailed,
      });
    } catch (error) {
      onFailed(error);
      return;
    }
    const early = this.early;
    this.early = [];
    for (const fragment of early) this.queue.push(fragment);
  }

  private follow(): void {
    const { video } = this.options;
    const { buffered } = video;
    if (buffered.length === 0) return;
    const end = buffered.end(buffered.length - 1);
    if (!this.started || video.currentTime < buffered.start(0)) {
      this.started = true;
      video.currentTime = startPosition(buffered.start(buffered.length - 1), end);
      void video.play().catch(() => undefined);
      return;
    }
    const { playbackRate, seekTo } = followEdge(video.currentTime, end);
    if (video.playbackRate !== playbackRate) video.playbackRate = playbackRate;
    if (seekTo !== null) video.currentTime = seekTo;
    if (video.paused) void video.play().catch(() => undefined);
  }

  private reportFrames(session: number): void {
    const { video, onFrame } = this.options;
    const report = (mediaTime: number) => {
      const { buffered } = video;
      if (buffered.length === 0 || this.newestCapture === 0) return;
      onFrame(this.newestCapture - (buffered.end(buffered.length - 1) - mediaTime) * 1000);
    };
    if (!('requestVideoFrameCallback' in video)) {
      (video as HTMLVideoElement).ontimeupdate = () =>
        session === this.session && report((video as HTMLVideoElement).currentTime);
      return;
    }
    const next: VideoFrameRequestCallback = (_, { mediaTime }) => {
      if (session !== this.session) return;
      report(mediaTime);
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  }
}
