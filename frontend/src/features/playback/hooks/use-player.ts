import { useEffect, useRef, useState, type RefObject } from 'react';
import { getPlayback, type Gap } from '../api/playback';
import { PlaybackEngine } from '../player/playback-engine';
import { UnsupportedError } from '../player/segment-loader';
import type { Span } from '../timeline/timeline-view';

export type PlayerNotice =
  | { kind: 'gap'; gap: Gap }
  | { kind: 'converting' }
  | { kind: 'end' }
  | { kind: 'unsupported' }
  | { kind: 'failed'; reason: string };

export interface Player {
  position: number;
  playing: boolean;
  rate: number;
  muted: boolean;
  notice: PlayerNotice | null;
  seek: (moment: number) => void;
  toggle: () => void;
  step: (frames: number) => void;
  setRate: (rate: number) => void;
  setMuted: (muted: boolean) => void;
}

/** How long notices are shown that ask for nothing. */
const briefNoticeMs = 5000;
/** Until a picture says otherwise. */
const defaultFrameSeconds = 1 / 25;

/** A player of one camera's day in a video element. */
export function usePlayer(
  video: RefObject<HTMLVideoElement | null>,
  cameraId: string,
  day: Span,
  startAt: number,
): Player {
  const engine = useRef<PlaybackEngine | null>(null);
  const [position, setPosition] = useState(startAt);
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState(1);
  const [muted, setMuted] = useState(true);
  const [notice, setNotice] = useState<PlayerNotice | null>(null);
  const frameSeconds = useFrameDuration(video);
  const firstAt = useRef(startAt);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const created = new PlaybackEngine({
      video: element,
      start: day.start,
      end: day.end,
      load: (from, to, signal) => getPlayback(cameraId, { from, to, segments: true, signal }),
      onGap: (gap) => setNotice({ kind: 'gap', gap }),
      onEnd: () => setNotice({ kind: 'end' }),
      onPlaying: () => setNotice((known) => (isBrief(known) ? known : null)),
      onConverting: () => setNotice({ kind: 'converting' }),
      onError: (error) =>
        setNotice(
          error instanceof UnsupportedError
            ? { kind: 'unsupported' }
            : { kind: 'failed', reason: error instanceof Error ? error.message : String(error) },
        ),
    });
    engine.current = created;
    const follow = () => setPosition(created.position);
    const follows = ['timeupdate', 'seeking', 'seeked'] as const;
    for (const name of follows) element.addEventListener(name, follow);
    const onPlay = () => setPlaying(true);
    const onPause = () => setPlaying(false);
    element.addEventListener('play', onPlay);
    element.addEventListener('pause', onPause);
    created.open(firstAt.current);
    void element.play().catch(() => undefined);
    return () => {
      for (const name of follows) element.removeEventListener(name, follow);
      element.removeEventListener('play', onPlay);
      element.removeEventListener('pause', onPause);
      created.close();
      engine.current = null;
    };
  }, [video, cameraId, day.start, day.end]);

  useEffect(() => {
    if (!isBrief(notice)) return;
    const timer = setTimeout(() => setNotice(null), briefNoticeMs);
    return () => clearTimeout(timer);
  }, [notice]);

  useEffect(() => {
    engine.current?.setRate(rate);
  }, [rate]);

  const seek = (moment: number) => {
    setNotice(null);
    setPosition(moment);
    engine.current?.seek(moment);
  };
  const toggle = () => {
    const element = video.current;
    if (!element) return;
    if (element.paused) void element.play().catch(() => undefined);
    else element.pause();
  };
  const step = (frames: number) => {
    video.current?.pause();
    if (engine.current) engine.current.seek(engine.current.position + frames * frameSeconds.current * 1000);
  };
  return { position, playing, rate, muted, notice, seek, toggle, step, setRate, setMuted };
}

function isBrief(notice: PlayerNotice | null): boolean {
  return notice?.kind === 'gap' || notice?.kind === 'converting';
}

/** How long a frame is shown, as the pictures that play tell. */
function useFrameDuration(video: RefObject<HTMLVideoElement | null>): RefObject<number> {
  const duration = useRef(defaultFrameSeconds);
  useEffect(() => {
    const element = video.current;
    if (!element || !('requestVideoFrameCallback' in element)) return;
    let before = 0;
    let presented = 0;
    let shortest = Infinity;
    let handle = 0;
    const onFrame: VideoFrameRequestCallback = (_, { mediaTime, presentedFrames }) => {
      const passed = mediaTime - before;
      // A slow device leaves frames out, and what passes between those that it shows is longer than a frame.
      if (presentedFrames === presented + 1 && passed > 0.005 && passed < 1) {
        shortest = Math.min(shortest, passed);
        duration.current = shortest;
      }
      before = mediaTime;
      presented = presentedFrames;
      handle = element.requestVideoFrameCallback(onFrame);
    };
    handle = element.requestVideoFrameCallback(onFrame);
    return () => element.cancelVideoFrameCallback(handle);
  }, [video]);
  return duration;
}
