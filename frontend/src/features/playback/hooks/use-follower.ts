import { useEffect, useState, type RefObject } from 'react';
import { getPlayback, type Gap } from '../api/playback';
import { correctionOf } from '../player/keep-in-step';
import { PlaybackEngine } from '../player/playback-engine';
import { UnsupportedError } from '../player/segment-loader';
import type { SharedClock } from '../player/shared-clock';
import type { Span } from '../timeline/timeline-view';

/** What a camera's picture is at the clock's moment. */
export type FollowerState =
  | { kind: 'shown' }
  | { kind: 'loading' }
  | { kind: 'nothing'; gap: Gap | null }
  | { kind: 'unsupported' }
  | { kind: 'failed'; reason: string };

const stepMs = 100;
/** Files follow each other with less between them: no reason to say that nothing was recorded. */
const seamMs = 1500;

/** Plays a camera's recordings in a video element as a shared clock says. */
export function useFollower(
  video: RefObject<HTMLVideoElement | null>,
  cameraId: string,
  day: Span,
  clock: SharedClock,
): FollowerState {
  const [state, setState] = useState<FollowerState>({ kind: 'loading' });

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    let failed = false;
    const show = (next: FollowerState) => setState((known) => (isSame(known, next) ? known : next));
    const engine = new PlaybackEngine({
      video: element,
      start: day.start,
      end: day.end,
      load: (from, to, signal) => getPlayback(cameraId, { from, to, segments: true, signal }),
      onEnd: () => undefined,
      onPlaying: () => (failed = false),
      onConverting: () => undefined,
      onError: (error) => {
        failed = true;
        const reason = error instanceof Error ? error.message : String(error);
        show(error instanceof UnsupportedError ? { kind: 'unsupported' } : { kind: 'failed', reason });
      },
    });
    let { jump } = clock;
    let shownUntil = performance.now();
    const follow = () => {
      const moment = clock.position;
      if (engine.hasPicture(moment)) {
        failed = false;
        shownUntil = performance.now();
        jump = clock.jump;
        show({ kind: 'shown' });
        keepInStep(engine, element, clock);
        // A jump that takes its time would leave this camera behind the others.
        clock.setWaiting(engine, element.seeking || element.readyState < element.HAVE_CURRENT_DATA);
        return;
      }
      element.pause();
      if (jump !== clock.jump) {
        jump = clock.jump;
        engine.seek(moment);
      }
      const isComing = engine.isComing(moment) && !failed;
      clock.setWaiting(engine, isComing);
      if (failed) return;
      if (isComing) show({ kind: 'loading' });
      else if (!clock.runs || performance.now() - shownUntil > seamMs)
        show({ kind: 'nothing', gap: engine.gapAt(moment) });
    };
    engine.open(clock.position);
    const timer = setInterval(follow, stepMs);
    element.addEventListener('seeked', follow);
    const unsubscribe = clock.subscribe(
      () => engine.hasPicture(clock.position) && keepInStep(engine, element, clock),
    );
    return () => {
      clearInterval(timer);
      element.removeEventListener('seeked', follow);
      unsubscribe();
      clock.setWaiting(engine, false);
      engine.close();
    };
  }, [video, cameraId, day.start, day.end, clock]);
  return state;
}

function keepInStep(engine: PlaybackEngine, video: HTMLVideoElement, clock: SharedClock): void {
  if (video.seeking) return;
  const { seekTo, rate } = correctionOf(clock, engine.position);
  if (seekTo !== undefined) engine.seek(seekTo);
  engine.setRate(rate);
  if (clock.runs && video.paused) void video.play().catch(() => undefined);
  if (!clock.runs && !video.paused) video.pause();
}

function isSame(a: FollowerState, b: FollowerState): boolean {
  return (
    a.kind === b.kind &&
    (a.kind !== 'nothing' || a.gap === (b as typeof a).gap) &&
    (a.kind !== 'failed' || a.reason === (b as typeof a).reason)
  );
}
