import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTime } from '@/lib/time';
import { recordingWith } from '../recording.test-data';
import { coverageOf, findMoment } from './day-coverage';

const zoneOfTheMachine = process.env.TZ;
const at = (time: string) => parseTime(`2026-11-22T${time}Z`);
const recorded = (id: string, from: string, seconds: number) =>
  recordingWith({ id, start_time: `2026-11-22T${from}Z`, duration_seconds: seconds });

beforeAll(() => {
  process.env.TZ = 'UTC';
});
afterAll(() => {
  process.env.TZ = zoneOfTheMachine;
});

describe('coverageOf', () => {
  it('finds the gaps between recordings, and none where a new file begins', () => {
    const { gaps } = coverageOf(
      [recorded('c', '12:00:00', 60), recorded('b', '10:10:01', 600), recorded('a', '10:00:00', 600)],
      '2026-11-22',
      at('23:00:00'),
    );
    expect(gaps).toEqual([{ start: at('10:20:01'), end: at('12:00:00') }]);
  });

  it('ends what is being recorded now', () => {
    const running = recordingWith({
      id: 'r',
      status: 'recording',
      start_time: '2026-11-22T06:00:00Z',
      end_time: null,
      duration_seconds: null,
    });
    expect(coverageOf([running], '2026-11-22', at('12:00:00')).share).toBe(0.5);
  });

  it('shows an hour in files of ten minutes as one stretch, in which every moment is found', () => {
    const files = ['00', '10', '20', '30', '40', '50'].map((minute) =>
      recorded(minute, `10:${minute}:00`, 600.4),
    );
    const { stretches, gaps } = coverageOf(files, '2026-11-22', at('23:00:00'));
    expect(gaps).toEqual([]);
    expect(stretches).toHaveLength(1);
    const moments = ['09:59:00', '10:00:00', '10:25:30', '10:59:59'].map(
      (time) => stretches[0] && findMoment(stretches[0], at(time)),
    );
    expect(moments).toEqual([
      { recordingId: '00', seconds: 0 },
      { recordingId: '00', seconds: 0 },
      { recordingId: '20', seconds: 330 },
      { recordingId: '50', seconds: 599 },
    ]);
  });

  it('tells what is being recorded now from what is finished', () => {
    const running = recordingWith({ id: 'r', status: 'recording', start_time: '2026-11-22T11:00:00Z' });
    const { stretches } = coverageOf([running, recorded('a', '10:50:00', 600)], '2026-11-22', at('12:00:00'));
    expect(stretches.map(({ live }) => live)).toEqual([false, true]);
  });

  it('cuts a recording at midnight', () => {
    const overnight = recordingWith({ id: 'n', start_time: '2026-11-21T23:30:00Z', duration_seconds: 3600 });
    const { stretches, share } = coverageOf([overnight], '2026-11-22', at('12:00:00'));
    expect(stretches[0]).toMatchObject({ start: at('00:00:00'), end: at('00:30:00') });
    expect(share).toBeCloseTo(0.5 / 12);
  });

  it('counts overlapping recordings once', () => {
    const { share, gaps } = coverageOf(
      [recorded('a', '00:00:00', 3600), recorded('b', '00:30:00', 1800)],
      '2026-11-22',
      at('02:00:00'),
    );
    expect(share).toBe(0.5);
    expect(gaps).toEqual([]);
  });

  it('has nothing of another day', () => {
    expect(coverageOf([recorded('a', '10:00:00', 60)], '2026-11-20', at('12:00:00'))).toEqual({
      stretches: [],
      gaps: [],
      share: 0,
    });
  });
});
