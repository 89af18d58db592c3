import { readdirSync, readFileSync } from 'node:fs';

/** Processor time that a process and its descendants have used, in seconds. */
export function processorSeconds(root: number): number {
  const parents = new Map<number, number>();
  const used = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = readStat(Number(entry));
    if (!stat) continue;
    parents.set(stat.id, stat.parent);
    used.set(stat.id, stat.seconds);
  }
  const belongs = (id: number): boolean => id === root || (id > 1 && belongs(parents.get(id) ?? 0));
  return [...used].filter(([id]) => belongs(id)).reduce((sum, [, seconds]) => sum + seconds, 0);
}

/** Memory of a process in MB; pages that several share count in parts (proc(5), smaps_rollup). */
export function proportionalMegabytes(id: number): number {
  const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1];
  return Number(pss) / 1024;
}

/** Of proc(5), stat: the process' parent is field 4, its times in user and system mode are 14 and 15, those of ended children 16 and 17. */
function readStat(id: number): { id: number; parent: number; seconds: number } | null {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
    return { id, parent: fields[1] ?? 0, seconds: ticks / 100 };
  } catch {
    // It ended while the list was read.
    return null;
  }
}
