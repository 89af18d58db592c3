import { execFileSync } from 'node:child_process';
import { inRepository } from './repository';

/** Builds what the tests run, unless nothing changed. */
export default function build(): void {
  execFileSync(inRepository('run.sh'), ['--build-only'], { stdio: 'inherit' });
}
