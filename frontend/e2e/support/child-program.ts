import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

const endsWithinMs = 15_000;

/** A program that a test runs; what it prints is kept for the message when it fails. */
export class ChildProgram {
  private readonly child: ChildProcessWithoutNullStreams;
  private printed = '';

  constructor(command: string, args: string[], env: NodeJS.ProcessEnv = process.env) {
    this.child = spawn(command, args, { env });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.printed += text));
    }
  }

  get output(): string {
    return this.printed;
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  send(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  /** Asks the program to end, and makes it when it does not. */
  async end(): Promise<void> {
    if (this.ended) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), endsWithinMs);
    await exited;
    clearTimeout(timer);
  }
}
