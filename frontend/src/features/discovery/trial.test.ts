import { describe, expect, it } from 'vitest';
import type { Way } from './found-camera';
import { tryOption, withCredentials, type TrialResult } from './trial';

const way: Way = {
  protocol: 'rtsp',
  requiresPassword: true,
  urls: ['rtsp://10.0.0.1/a', 'rtsp://10.0.0.1/b', 'rtsp://10.0.0.1/c'],
};
const admin = { user: 'admin', password: 'p@ss/word' };

async function tryWith(answers: Record<string, string | null>) {
  const asked: string[] = [];
  const trial = await tryOption(way, admin, ({ source_url }) => {
    asked.push(source_url.slice(-1));
    const reason = answers[source_url.slice(-1)] ?? null;
    return Promise.resolve({ ok: reason === null, reason } as TrialResult);
  });
  return { asked, trial };
}

describe('tryOption', () => {
  it('shows a wrong password once', async () => {
    const { asked, trial } = await tryWith({ a: 'unauthorized' });
    expect(asked).toEqual(['a']);
    expect(trial.result.reason).toBe('unauthorized');
  });

  it('goes on to the next address only when the camera has nothing at this one', async () => {
    const { asked, trial } = await tryWith({ a: 'not_found', b: null });
    expect(asked).toEqual(['a', 'b']);
    expect(trial).toMatchObject({
      source_url: 'rtsp://admin:p%40ss%2Fword@10.0.0.1/b',
      result: { ok: true },
    });
  });
});

describe('withCredentials', () => {
  it('leaves an address alone when no user is given', () => {
    expect(withCredentials('onvif://10.0.0.1:80', { user: '', password: 'x' })).toBe('onvif://10.0.0.1:80');
  });
});
