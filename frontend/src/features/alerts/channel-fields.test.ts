import { describe, expect, it } from 'vitest';
import { toForm, toSettings } from './channel-fields';

describe('channel settings', () => {
  it('come back from the form as they were', () => {
    const settings = {
      host: 'smtp.example.com',
      port: 465,
      security: 'tls',
      password: '***',
      from: 'cameras@example.com',
      to: ['a@example.com', 'b@example.com'],
    };
    expect(toSettings('email', toForm('email', settings))).toEqual(settings);
  });

  it('leave out what is empty, and what another kind had', () => {
    expect(toSettings('ntfy', { topic: ' door ', url: '', host: 'left over' })).toEqual({ topic: 'door' });
  });
});
