/** A time of day that several players follow. It stands still while one of them waits for a picture that there is. */
export class SharedClock {
  private readonly now: () => number;
  private moment: number;
  private since: number;
  private speed = 1;
  private wanted = false;
  private jumps = 0;
  private readonly waiting = new Set<object>();
  private readonly listeners = new Set<() => void>();

  /** @param now A clock that never goes back, in milliseconds. */
  constructor(moment: number, now: () => number = () => performance.now()) {
    this.now = now;
    this.moment = moment;
    this.since = now();
  }

  /** In milliseconds since 1970. */
  get position(): number {
    return this.runs ? this.moment + (this.now() - this.since) * this.speed : this.moment;
  }

  /** Whether it is to run. */
  get playing(): boolean {
    return this.wanted;
  }

  /** Whether it runs: it is to, and no player waits. */
  get runs(): boolean {
    return this.wanted && this.waiting.size === 0;
  }

  get rate(): number {
    return this.speed;
  }

  /** Counts jumps: players that have not followed the last one are to. */
  get jump(): number {
    return this.jumps;
  }

  seek(moment: number): void {
    this.change(() => {
      this.moment = moment;
      this.jumps++;
    });
  }

  setPlaying(playing: boolean): void {
    this.change(() => (this.wanted = playing));
  }

  setRate(rate: number): void {
    this.change(() => (this.speed = rate));
  }

  /** Says whether a player waits. One that is gone no longer does. */
  setWaiting(player: object, waits: boolean): void {
    if (this.waiting.has(player) === waits) return;
    this.change(() => (waits ? this.waiting.add(player) : this.waiting.delete(player)));
  }

  /** @returns Ends the listening. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What was counted so far counts with what was before the change. */
  private change(apply: () => void): void {
    this.moment = this.position;
    this.since = this.now();
    apply();
    for (const listener of this.listeners) listener();
  }
}
