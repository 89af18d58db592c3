/** What the live view can say of itself. */
export interface LiveFigures {
  /** Pictures shown a second. */
  fps: number;
  /** From the camera's picture to the screen, in milliseconds; null when the clocks of server and device differ. */
  latency: number | null;
}

const windowMs = 2000;
const plausibleLatencyMs = 60_000;

/** Measures rate and latency over the pictures shown in the last two seconds. */
export class FrameMeter {
  private frames: { shownAt: number; latency: number }[] = [];

  add(shownAt: number, capturedAt: number): void {
    this.frames.push({ shownAt, latency: shownAt - capturedAt });
    this.forgetBefore(shownAt - windowMs);
  }

  read(now: number): LiveFigures {
    this.forgetBefore(now - windowMs);
    return { fps: this.rate(), latency: this.medianLatency() };
  }

  private rate(): number {
    const first = this.frames[0];
    const last = this.frames.at(-1);
    if (!first || !last || first === last) return 0;
    return ((this.frames.length - 1) * 1000) / (last.shownAt - first.shownAt);
  }

  private medianLatency(): number | null {
    const sorted = this.frames.map((frame) => frame.latency).sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    return median !== undefined && median >= 0 && median < plausibleLatencyMs ? median : null;
  }

  private forgetBefore(moment: number): void {
    this.frames = this.frames.filter((frame) => frame.shownAt >= moment);
  }
}
