import { describe, expect, it } from 'vitest';
import type { Gap, Playback, PlaybackFile } from '../api/playback';
import { SegmentIndex } from './segment-index';

const minute = 60_000;
const { signal } = new AbortController();

/** A file with a segment each ten seconds. */
function file(recordingId: string, start: number, seconds: number): PlaybackFile {
  const segments = Array.from({ length: seconds / 10 }, (_, i) => ({
    start: start + i * 10_000,
    end: start + (i + 1) * 10_000,
    offset: i * 100,
    length: 100,
  }));
  const end = start + seconds * 1000;
  return {
    recordingId,
    start,
    end,
    growing: false,
    url: recordingId,
    converted: null,
    mimeType: '',
    initLength: 1,
    segments,
  };
}

function indexOf(files: PlaybackFile[], gaps: Gap[] = [], end = 24 * 60 * minute) {
  const asked: [number, number][] = [];
  const load = (from: number, to: number): Promise<Playback> => {
    asked.push([from, to]);
    const within = files.map((each) => ({
      ...each,
      segments: each.segments.filter((segment) => segment.end > from && segment.start < to),
    }));
    return Promise.resolve({ from, to, files: within, gaps });
  };
  return { index: new SegmentIndex({ load, end: () => end }), asked };
}

describe('SegmentIndex', () => {
  it('finds the segment of a moment, and the one behind it, in another file too', async () => {
    const { index, asked } = indexOf([file('a', 0, 20), file('b', 20_000, 20)]);
    const found = await index.find(12_000, signal);
    expect(found?.segment.start).toBe(10_000);
    const next = found && (await index.after(found, signal));
    expect([next?.file.recordingId, next?.segment.start]).toEqual(['b', 20_000]);
    expect(asked).toHaveLength(1);
  });

  it('goes on behind hours without recordings, in few steps', async () => {
    const { index, asked } = indexOf([file('late', 10 * 60 * minute, 20)]);
    const found = await index.find(minute, signal);
    expect(found?.file.recordingId).toBe('late');
    expect(asked.length).toBeLessThan(6);
  });

  it('finds nothing behind the last recording', async () => {
    const { index } = indexOf([file('a', 0, 20)], [], 60 * minute);
    expect(await index.find(30_000, signal)).toBeNull();
  });

  it('finds what was recorded meanwhile after a refresh', async () => {
    const files = [file('a', 0, 20)];
    const { index } = indexOf(files, [], 10 * minute);
    expect(await index.find(25_000, signal)).toBeNull();
    files[0] = file('a', 0, 40);
    index.refresh();
    expect((await index.find(25_000, signal))?.segment.start).toBe(20_000);
  });

  it('knows why nothing is between two moments, and that a seam between files is no gap', async () => {
    const gap: Gap = { start: 20_000, end: 50_000, cause: 'camera_lost', reason: 'No answer.' };
    const { index } = indexOf([file('a', 0, 20), file('b', 50_000, 20)], [gap]);
    await index.find(0, signal);
    expect(index.gapBetween(20_000, 50_000)).toBe(gap);
    expect(index.gapBetween(20_000, 20_400)).toBeNull();
    expect(index.gapBetween(70_000, 90_000)?.cause).toBe('unknown');
  });
});
