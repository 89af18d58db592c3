// Fails when the first load of the dashboard sends more gzipped JavaScript than the limit: the entry module and
// everything that it imports statically. Parts that are loaded on demand are listed, not counted.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 250_000;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('assets/manifest.json', dist), 'utf8'));

function gzippedSize(file) {
    return gzipSync(readFileSync(new URL(file, dist))).length;
}

function withStaticImports(key, seen = new Set()) {
    if (!seen.has(key)) {
        seen.add(key);
        manifest[key].imports?.forEach((imported) => withStaticImports(imported, seen));
    }
    return seen;
}

const firstLoad = withStaticImports('index.html');
let total = 0;
for (const [key, chunk] of Object.entries(manifest)) {
    if (!chunk.file.endsWith('.js')) continue;
    const size = gzippedSize(chunk.file);
    if (firstLoad.has(key)) total += size;
    console.log(
        `${firstLoad.has(key) ? 'first load' : 'on demand '} ${String(size).padStart(8)}  ${chunk.file}`,
    );
}
console.log(`first load in all: ${total} bytes gzipped, limit ${limit}`);
process.exitCode = total > limit ? 1 : 0;
