import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PtzDrive, type PtzCommand } from './ptz-drive';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('PtzDrive', () => {
  it('moves while held and stops once', async () => {
    const sent: PtzCommand[] = [];
    const drive = new PtzDrive((command) => Promise.resolve(sent.push(command)));

    drive.start({ pan: -1 });
    await vi.advanceTimersByTimeAsync(2500);
    drive.stop();
    drive.stop();
    await vi.advanceTimersByTimeAsync(5000);

    const move = { action: 'move', pan: -1 };
    expect(sent).toEqual([move, move, move, { action: 'stop' }]);
  });

  it('sends the stop after the move that it ends, also when that fails', async () => {
    const sent: string[] = [];
    let fail = (): void => undefined;
    const drive = new PtzDrive((command) => {
      sent.push(command.action);
      return command.action === 'move'
        ? new Promise((_, reject) => (fail = () => reject(new Error('offline'))))
        : Promise.resolve();
    });

    drive.start({ zoom: 1 });
    await vi.advanceTimersByTimeAsync(0);
    drive.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(['move']);
    fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(['move', 'stop']);
  });
});
