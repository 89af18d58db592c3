import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A path in the repository. */
export function inRepository(...parts: string[]): string {
  return join(root, ...parts);
}

/** A program as `./run.sh` built it. */
export function builtProgram(name: string): string {
  const folder = inRepository('artifacts', 'publish', name);
  const release = existsSync(folder)
    ? readdirSync(folder).find((entry) => entry.startsWith('release'))
    : undefined;
  if (release === undefined) throw new Error(`${name} is not built: run ./run.sh --build-only.`);
  return join(folder, release, name);
}
