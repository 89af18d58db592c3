import { describe, expect, it } from 'vitest';
import { BufferWriter, type WritableBuffer } from './buffer-writer';

/** A SourceBuffer that takes one operation at a time, as the real one does, and has no more room after `room` appends. */
class FakeBuffer extends EventTarget implements WritableBuffer {
  updating = false;
  timestampOffset = 0;
  readonly done: string[] = [];
  ranges: [number, number][] = [];
  private room: number;

  constructor(room = 100) {
    super();
    this.room = room;
  }

  get buffered(): TimeRanges {
    return {
      length: this.ranges.length,
      start: (i) => this.ranges[i]?.[0] ?? 0,
      end: (i) => this.ranges[i]?.[1] ?? 0,
    };
  }

  appendBuffer(data: BufferSource): void {
    if (this.room === 0) throw new DOMException('full', 'QuotaExceededError');
    this.room--;
    this.operate(`append ${data.byteLength} at ${this.timestampOffset}`);
  }

  abort(): void {
    if (this.updating) throw new DOMException('busy', 'InvalidStateError');
    this.done.push('abort');
  }

  changeType(type: string): void {
    this.done.push(`type ${type}`);
  }

  remove(start: number, end: number): void {
    this.room = 100;
    this.operate(`remove ${start}-${end}`);
  }

  private operate(what: string): void {
    if (this.updating) throw new DOMException('busy', 'InvalidStateError');
    this.updating = true;
    this.done.push(what);
    setTimeout(() => {
      this.updating = false;
      this.dispatchEvent(new Event('updateend'));
    });
  }
}

const segment = (key: string, mimeType = 'x') => ({
  key,
  mimeType,
  init: new ArrayBuffer(1),
  data: new ArrayBuffer(2),
});

describe('BufferWriter', () => {
  it('begins each file with its own beginning, one operation after the other', async () => {
    const buffer = new FakeBuffer();
    const writer = new BufferWriter(buffer, 'x', () => 0, 7);
    await Promise.all([
      writer.append(segment('a')),
      writer.append(segment('a')),
      writer.append(segment('b', 'y')),
    ]);
    expect(buffer.done).toEqual([
      'append 1 at 7',
      'append 2 at 7',
      'append 2 at 7',
      'type y',
      'append 1 at 7',
      'append 2 at 7',
    ]);
  });

  it('forgets the rest of a video that came in parts before the next one', async () => {
    const buffer = new FakeBuffer();
    const writer = new BufferWriter(buffer, 'x', () => 0, 7);
    const part = (key: string, length: number) => ({
      key,
      mimeType: 'x',
      init: null,
      data: new ArrayBuffer(length),
    });
    await Promise.all([
      writer.append(part('a', 3)),
      writer.append(part('a', 4)),
      writer.append(part('b', 5)),
    ]);
    await writer.append(segment('c'));
    expect(buffer.done).toEqual([
      'append 3 at 7',
      'append 4 at 7',
      'abort',
      'append 5 at 7',
      'abort',
      'append 1 at 7',
      'append 2 at 7',
    ]);
  });

  it('makes room by what was played', async () => {
    const buffer = new FakeBuffer(2);
    const writer = new BufferWriter(buffer, 'x', () => 50, 7);
    await writer.append(segment('a'));
    await writer.append(segment('a'));
    expect(buffer.done).toEqual(['append 1 at 7', 'append 2 at 7', 'remove 0-45', 'append 2 at 7']);
  });

  it('tells where picture ends and goes on', () => {
    const buffer = new FakeBuffer();
    const writer = new BufferWriter(buffer, 'x', () => 0, 7);
    buffer.ranges = [
      [10, 20],
      [60, 70],
    ];
    expect(writer.covers(15)).toBe(true);
    expect(writer.endOfRangeAt(15)).toBe(20);
    expect(writer.endOfRangeAt(30)).toBeNull();
    expect(writer.nextRangeStart(30)).toBe(60);
    expect(writer.nextRangeStart(65)).toBeNull();
  });

  it('reports a segment that the browser refuses', async () => {
    const buffer = new FakeBuffer(0);
    const writer = new BufferWriter(buffer, 'x', () => 0, 7);
    await expect(writer.append(segment('a'))).rejects.toThrow();
  });
});
