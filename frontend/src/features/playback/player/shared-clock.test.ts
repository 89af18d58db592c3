import { describe, expect, it } from 'vitest';
import { correctionOf } from './keep-in-step';
import { SharedClock } from './shared-clock';

function clockAt(moment: number) {
  let now = 1000;
  const clock = new SharedClock(moment, () => now);
  return { clock, pass: (ms: number) => (now += ms) };
}

describe('SharedClock', () => {
  it('runs at its rate, and keeps what it has counted when that changes', () => {
    const { clock, pass } = clockAt(50_000);
    pass(500);
    clock.setPlaying(true);
    pass(1000);
    clock.setRate(4);
    pass(1000);
    clock.setPlaying(false);
    pass(9000);
    expect(clock.position).toBe(55_000);
  });

  it('stands still while a player waits, and for no other reason', () => {
    const { clock, pass } = clockAt(0);
    const [one, other] = [{}, {}];
    clock.setPlaying(true);
    clock.setWaiting(one, true);
    clock.setWaiting(other, true);
    pass(700);
    clock.setWaiting(one, false);
    pass(700);
    expect([clock.position, clock.playing, clock.runs]).toEqual([0, true, false]);
    clock.setWaiting(other, false);
    pass(700);
    expect([clock.position, clock.runs]).toEqual([700, true]);
  });

  it('tells of each change once', () => {
    const { clock } = clockAt(0);
    let told = 0;
    const stop = clock.subscribe(() => told++);
    const player = {};
    clock.setWaiting(player, true);
    clock.setWaiting(player, true);
    clock.seek(5);
    stop();
    clock.seek(6);
    expect([told, clock.jump, clock.position]).toEqual([2, 2, 6]);
  });
});

describe('correctionOf', () => {
  it.each([1, 0.25, 16])('brings players that run a little off into step at %f times', (rate) => {
    const { clock, pass } = clockAt(1_000_000);
    clock.setRate(rate);
    clock.setPlaying(true);
    const positions = [clock.position - 200 * rate, clock.position + 200 * rate, clock.position];
    for (let i = 0; i < 60; i++) {
      for (const [n, position] of positions.entries()) {
        const correction = correctionOf(clock, position);
        expect(correction.seekTo).toBeUndefined();
        // Each video element keeps a time of its own, which is a little fast or slow.
        positions[n] = position + 100 * correction.rate * (1 + (n - 1) * 0.002);
      }
      pass(100);
    }
    for (const position of positions) expect(Math.abs(position - clock.position) / rate).toBeLessThan(20);
  });

  it('jumps when a player is far off, or shows another picture while the clock stands', () => {
    const { clock } = clockAt(1_000_000);
    expect(correctionOf(clock, 1_000_015)).toEqual({ rate: 1 });
    expect(correctionOf(clock, 1_000_040)).toEqual({ seekTo: 1_000_000, rate: 1 });
    clock.setPlaying(true);
    const other = {};
    clock.setWaiting(other, true);
    expect(correctionOf(clock, 1_000_040)).toEqual({ rate: 1 });
    clock.setWaiting(other, false);
    expect(correctionOf(clock, 999_000)).toEqual({ seekTo: 1_000_000, rate: 1 });
  });
});
