import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordingWith } from '../recording.test-data';
import { dropRecording, putRecording, recordingKeys, type RecordingPages } from './recording-cache';

let client: QueryClient;

function pagesOf(query: object): string[][] | undefined {
  const data = client.getQueryData<RecordingPages>(recordingKeys.list(query));
  return data?.pages.map((page) => page.recordings.map(({ id }) => id));
}

beforeEach(() => {
  client = new QueryClient();
  const pages = [
    { recordings: [recordingWith({ id: 'c' }), recordingWith({ id: 'b' })], total: 5 },
    { recordings: [recordingWith({ id: 'a' })], total: 5 },
  ];
  for (const query of [{}, { status: 'completed' as const }, { camera_id: 'cam' }]) {
    client.setQueryData(recordingKeys.list(query), { pages, pageParams: [0, 2] });
  }
  client.setQueryData(recordingKeys.active, []);
});

describe('the recording cache', () => {
  it('puts a new recording into the lists that it belongs to', () => {
    putRecording(
      client,
      recordingWith({ id: 'd', status: 'recording', camera_id: 'other', start_time: '2026-11-22T11:00:00Z' }),
    );
    expect(pagesOf({})).toEqual([['d', 'c', 'b'], ['a']]);
    expect(pagesOf({ status: 'completed' })).toEqual([['c', 'b'], ['a']]);
    expect(pagesOf({ camera_id: 'cam' })).toEqual([['c', 'b'], ['a']]);
    expect(client.getQueryData(recordingKeys.active)).toHaveLength(1);
  });

  it('takes a changed recording off a list that it left', () => {
    putRecording(client, recordingWith({ id: 'b', status: 'failed' }));
    expect(pagesOf({ status: 'completed' })).toEqual([['c'], ['a']]);
    expect(pagesOf({})).toEqual([['c', 'b'], ['a']]);
  });

  it('ends what is going on when the recording ends', () => {
    putRecording(client, recordingWith({ id: 'd', status: 'recording' }));
    putRecording(client, recordingWith({ id: 'd' }));
    expect(client.getQueryData(recordingKeys.active)).toEqual([]);
  });

  it('leaves a recording that is older than all pages to the page that is still to come', () => {
    putRecording(client, recordingWith({ id: 'old', start_time: '2026-01-01T00:00:00Z' }));
    expect(pagesOf({})).toEqual([['c', 'b'], ['a']]);
  });

  it('knows the lists of days that a recording has footage of', () => {
    const dayOf = (day: string, next: string) => ({ from: `${day}T00:00:00Z`, to: `${next}T00:00:00Z` });
    const days = [dayOf('2026-11-21', '2026-11-22'), dayOf('2026-11-22', '2026-11-23')];
    for (const day of days) {
      client.setQueryData(recordingKeys.list(day), {
        pages: [{ recordings: [], total: 0 }],
        pageParams: [0],
      });
    }
    putRecording(
      client,
      recordingWith({ id: 'night', start_time: '2026-11-21T23:55:00Z', duration_seconds: 600 }),
    );
    putRecording(client, recordingWith({ id: 'noon' }));
    expect(days.map(pagesOf)).toEqual([[['night']], [['noon', 'night']]]);
  });

  it('takes a removed recording off every list', () => {
    dropRecording(client, 'a');
    expect(pagesOf({})).toEqual([['c', 'b'], []]);
  });
});
