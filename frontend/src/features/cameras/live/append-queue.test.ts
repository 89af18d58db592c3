import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppendQueue } from './append-queue';

class FakeBuffer extends EventTarget {
  updating = false;
  start = 0;
  end = 0;
  full = false;
  appended: number[][] = [];
  removed: [number, number][] = [];

  get buffered(): TimeRanges {
    return { length: this.end > 0 ? 1 : 0, start: () => this.start, end: () => this.end };
  }

  appendBuffer(data: Uint8Array): void {
    if (this.updating) throw new Error('still updating');
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.updating = true;
    this.appended.push([...data]);
  }

  remove(start: number, end: number): void {
    this.updating = true;
    this.full = false;
    this.start = end;
    this.removed.push([start, end]);
  }

  finish(): void {
    this.updating = false;
    this.dispatchEvent(new Event('updateend'));
  }
}

const bytes = (...values: number[]) => new Uint8Array(values);

let buffer: FakeBuffer;
let position: number;
let appended: number;
let failures: unknown[];
let queue: AppendQueue;

beforeEach(() => {
  buffer = new FakeBuffer();
  position = 0;
  appended = 0;
  failures = [];
  queue = new AppendQueue({
    buffer: buffer as unknown as SourceBuffer,
    position: () => position,
    onAppended: () => appended++,
    onFailed: (error) => failures.push(error),
  });
});

describe('AppendQueue', () => {
  it('appends one after the other, in order, and what waits in one go', () => {
    queue.push(bytes(1));
    queue.push(bytes(2));
    queue.push(bytes(3, 4));
    expect(buffer.appended).toEqual([[1]]);
    buffer.finish();
    buffer.finish();
    expect(buffer.appended).toEqual([[1], [2, 3, 4]]);
    expect(appended).toBe(2);
  });

  it('removes what was played a while ago before it appends', () => {
    buffer.end = 21;
    position = 20;
    queue.push(bytes(1));
    expect(buffer.removed).toEqual([[0, 15]]);
    buffer.finish();
    expect(buffer.appended).toEqual([[1]]);
  });

  it('makes room when the browser has none', () => {
    buffer.end = 11;
    position = 10;
    buffer.full = true;
    queue.push(bytes(1));
    expect(buffer.removed).toEqual([[0, 5]]);
    buffer.finish();
    expect(buffer.appended).toEqual([[1]]);
    expect(failures).toEqual([]);
  });

  it('fails when there is nothing to remove, and when the browser refuses a fragment', () => {
    buffer.full = true;
    queue.push(bytes(1));
    expect(failures).toHaveLength(1);
    buffer.dispatchEvent(new Event('error'));
    expect(failures).toHaveLength(1);
  });

  it('fails when the player takes nothing', () => {
    queue.push(bytes(1));
    for (let i = 0; i < 5; i++) queue.push(new Uint8Array(8 * 1024 * 1024));
    expect(failures).toHaveLength(1);
  });

  it('does nothing once closed', () => {
    queue.push(bytes(1));
    queue.close();
    const again = vi.spyOn(buffer, 'appendBuffer');
    buffer.finish();
    queue.push(bytes(2));
    expect(again).not.toHaveBeenCalled();
  });
});
