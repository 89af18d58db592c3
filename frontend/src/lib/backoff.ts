/** Waits between attempts: doubling from `firstMs` to `maxMs`, of which a random half, so that clients spread out. */
export class Backoff {
  private readonly firstMs: number;
  private readonly maxMs: number;
  private readonly random: () => number;
  private attempt = 0;

  constructor(firstMs: number, maxMs: number, random: () => number = Math.random) {
    this.firstMs = firstMs;
    this.maxMs = maxMs;
    this.random = random;
  }

  nextDelay(): number {
    const ceiling = Math.min(this.maxMs, this.firstMs * 2 ** this.attempt++);
    return ceiling / 2 + (ceiling / 2) * this.random();
  }

  reset(): void {
    this.attempt = 0;
  }
}
