import { describe, expect, it } from 'vitest';
import { recordingWith } from '../recording.test-data';
import { groupByCamera, toRows } from './group-recordings';

describe('groupByCamera', () => {
  it('keeps cameras of the same name apart, and deleted ones together', () => {
    const groups = groupByCamera([
      recordingWith({ id: '1', camera_id: 'a' }),
      recordingWith({ id: '2', camera_id: 'b' }),
      recordingWith({ id: '3', camera_id: null, camera_name: 'Old', camera_deleted: true }),
      recordingWith({ id: '4', camera_id: null, camera_name: 'Old', camera_deleted: true }),
      recordingWith({ id: '5', camera_id: 'a', duration_seconds: null, file_size_bytes: null }),
    ]);
    expect(groups.map((group) => group.recordings.map(({ id }) => id))).toEqual([
      ['1', '5'],
      ['2'],
      ['3', '4'],
    ]);
    expect(groups[0]).toMatchObject({ seconds: 600, bytes: 10_000_000 });
  });
});

describe('toRows', () => {
  const ten = Array.from({ length: 10 }, (_, index) => recordingWith({ id: `a${index}`, camera_id: 'a' }));
  const one = recordingWith({ id: 'b0', camera_id: 'b' });

  it('shows some of each camera and says how many more there are', () => {
    const rows = toRows(groupByCamera([...ten, one]), new Map());
    expect(rows.map((row) => row.kind).join(' ')).toBe(
      'group recording recording recording recording recording more group recording',
    );
    expect(rows.find((row) => row.kind === 'more')).toMatchObject({ hidden: 5 });
  });

  it('shows as many as were asked for', () => {
    expect(toRows(groupByCamera([...ten, one]), new Map([['a', 8]]))).toHaveLength(1 + 8 + 1 + 1 + 1);
  });

  it('shows everything of the only camera', () => {
    expect(toRows(groupByCamera(ten), new Map())).toHaveLength(11);
  });
});
