import { beforeEach, describe, expect, it, vi } from 'vitest';
import { api } from '@/lib/api-client';
import { fetchActiveRecordings } from './get-active-recordings';

vi.mock('@/lib/api-client', () => ({ api: { get: vi.fn() } }));

const all = Array.from({ length: 2_300 }, (_, index) => ({ id: `r${index}` }));

beforeEach(() => {
  vi.mocked(api.get).mockImplementation((_path, options) => {
    const { limit, offset } = options?.query as { limit: number; offset: number };
    return Promise.resolve({ recordings: all.slice(offset, offset + limit) });
  });
});

describe('fetchActiveRecordings', () => {
  it('fetches every page, however many cameras are recorded', async () => {
    expect(await fetchActiveRecordings()).toHaveLength(2_300);
    expect(api.get).toHaveBeenCalledTimes(3);
  });
});
