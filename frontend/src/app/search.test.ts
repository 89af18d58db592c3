import { describe, expect, it } from 'vitest';
import { camerasSearchSchema, parseSearch, recordingsSearchSchema, stringifySearch } from './search';

describe('addresses', () => {
  it('come back as they were written', () => {
    const search = { q: '1280 & "quoted" <b>', view: 'list', at: 30 };
    expect(parseSearch(stringifySearch(search))).toEqual({ ...search, at: '30' });
    expect(stringifySearch({ q: undefined })).toBe('');
  });

  it('lose what is wrong in them, and nothing else', () => {
    expect(camerasSearchSchema.parse({ view: 'cube', sort: 'name', evil: 1 })).toEqual({ sort: 'name' });
    expect(recordingsSearchSchema.parse({ day: '2026-13-40', camera: 'c', at: '-5', play: 'r' })).toEqual({
      camera: 'c',
      play: 'r',
    });
  });
});
