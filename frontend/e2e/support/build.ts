import { execFileSync } from 'node:child_process';
import { inRepository } from './repository';

/** Builds what the tests run, unless nothing changed. `SKIP_BUILD=1` is for those who just built it themselves. */
export default function build(): void {
  if (process.env.SKIP_BUILD !== '1')
    execFileSync(inRepository('run.sh'), ['--build-only'], { stdio: 'inherit' });
}
