import { describe, expect, it } from 'vitest';
import { defaultVideo, isWrong, toRequest } from './video-options';

describe('toRequest', () => {
  it('asks for the recorded pictures unless something else is chosen', () => {
    expect(toRequest(defaultVideo)).toEqual({ burn_in_time: false, time_lapse: null });
    expect(toRequest({ ...defaultVideo, burnIn: true, speed: 60 })).toEqual({
      burn_in_time: true,
      time_lapse: null,
    });
  });

  it('asks for a time-lapse by its speed or by how long it lasts', () => {
    expect(toRequest({ ...defaultVideo, kind: 'lapse', seconds: '90' }).time_lapse).toEqual({ seconds: 90 });
    expect(toRequest({ ...defaultVideo, kind: 'lapse', speed: 300 }).time_lapse).toEqual({ speed: 300 });
  });
});

describe('isWrong', () => {
  it.each(['', '0', '-1', '1801', 'x'])('refuses %j seconds, where they are asked for', (seconds) => {
    expect(isWrong({ ...defaultVideo, kind: 'lapse', seconds })).toBe(true);
    expect(isWrong({ ...defaultVideo, kind: 'lapse', speed: 60, seconds })).toBe(false);
    expect(isWrong({ ...defaultVideo, seconds })).toBe(false);
  });

  it.each(['1', '60', '1800'])('takes %j seconds', (seconds) => {
    expect(isWrong({ ...defaultVideo, kind: 'lapse', seconds })).toBe(false);
  });
});
