import { describe, expect, it } from 'vitest';
import { readProblem } from './problem';

function problem(body: unknown, status = 400): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

describe('readProblem', () => {
  it('takes the detail as the message', async () => {
    const error = await readProblem(
      problem({ title: 'Conflict', detail: 'Front Door has that address.' }, 409),
    );
    expect(error).toMatchObject({ status: 409, message: 'Front Door has that address.' });
  });

  it('finds the field whatever the spelling', async () => {
    const error = await readProblem(
      problem({
        errors: { source_url: ['Needed.'], '$.DevicePath': ['Wrong.', 'Very.'], framerate: ['Low.'] },
      }),
    );
    expect(error.fieldErrors).toEqual({
      source_url: 'Needed.',
      device_path: 'Wrong. Very.',
      framerate: 'Low.',
    });
  });

  it.each(['<html>Bad gateway</html>', '', '{"detail": 5}'])(
    'has words for an answer like %j',
    async (body) => {
      const error = await readProblem(new Response(body, { status: 502 }));
      expect(error.message).toContain('502');
    },
  );
});
