/** A movement: shares of the full speed from -1 to 1. */
export interface Velocity {
  pan?: number;
  tilt?: number;
  zoom?: number;
}

export type PtzCommand =
  | ({ action: 'move' } & Velocity)
  | { action: 'stop' }
  | { action: 'home' }
  | { action: 'preset'; preset: string };

/** The server has the camera stop after three seconds without a further move. */
const repeatEvery = 1000;

/**
 * Moves a camera for as long as a button or key is held. Commands go one after the other, so that a stop never overtakes the move that it
 * ends.
 */
export class PtzDrive {
  private repeating: ReturnType<typeof setInterval> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly sendCommand: (command: PtzCommand) => Promise<unknown>;

  constructor(sendCommand: (command: PtzCommand) => Promise<unknown>) {
    this.sendCommand = sendCommand;
  }

  get moving(): boolean {
    return this.repeating !== undefined;
  }

  start(velocity: Velocity): void {
    clearInterval(this.repeating);
    const move: PtzCommand = { action: 'move', ...velocity };
    this.send(move);
    this.repeating = setInterval(() => this.send(move), repeatEvery);
  }

  stop(): void {
    if (!this.moving) return;
    clearInterval(this.repeating);
    this.repeating = undefined;
    this.send({ action: 'stop' });
  }

  send(command: PtzCommand): void {
    this.last = this.last.then(
      () => this.sendCommand(command),
      () => this.sendCommand(command),
    );
    // Who sends shows its own errors.
    this.last.catch(() => undefined);
  }
}
