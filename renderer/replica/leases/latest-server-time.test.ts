import { expect, test } from 'vitest';
import { LatestServerTime } from '#renderer/replica/leases/latest-server-time.ts';

const MINUTE = 60_000;
const noon = 1_800_000_000_000;

function computer() {
  const clocks = { counted: 5_000, shown: noon };
  const clock = new LatestServerTime({ counting: () => clocks.counted, wall: () => clocks.shown }, null);
  clock.heard(noon, clock.before());
  const pass = (ms: number): void => {
    clocks.counted += ms;
    clocks.shown += ms;
  };
  return { clocks, clock, pass };
}

const latest = (clock: LatestServerTime): number => (clock.now()?.latest ?? 0) - noon;

test('[LE8] time passes by the longer of the two clocks, and a little more', () => {
  const { clock, clocks, pass } = computer();
  pass(10 * MINUTE);
  expect(latest(clock)).toBeGreaterThan(10 * MINUTE);
  clocks.shown += 60 * MINUTE; // It slept, or was set ahead.
  expect(latest(clock)).toBeGreaterThan(70 * MINUTE);
});

test('[LE8] a wall clock that is set back lengthens nothing, and is noticed', () => {
  const { clock, clocks, pass } = computer();
  pass(10 * MINUTE);
  clocks.shown -= 300 * MINUTE;
  expect(latest(clock)).toBeGreaterThan(10 * MINUTE);
  expect(clock.now()?.isSure).toBe(false);
  clock.heard(noon + 10 * MINUTE, clock.before());
  expect(clock.now()?.isSure).toBe(true);
});

test('[LE8] after a restart the wall clock counts, unless it shows less than it had shown', () => {
  const { clock, clocks, pass } = computer();
  pass(10 * MINUTE);
  latest(clock);
  const mark = clock.mark();
  const again = (shown: number): LatestServerTime =>
    new LatestServerTime({ counting: () => 0, wall: () => shown }, mark);
  expect(again(clocks.shown + MINUTE).now()).toMatchObject({ isSure: false });
  expect(latest(again(clocks.shown + MINUTE))).toBeGreaterThan(11 * MINUTE);
  expect(again(clocks.shown - 5 * MINUTE).now()).toBeNull();
});

test('who has heard nothing knows nothing', () => {
  expect(new LatestServerTime({ counting: () => 0, wall: () => noon }, null).now()).toBeNull();
});
