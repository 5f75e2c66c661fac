import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monotonicClock } from '#renderer/replica/monotonic-clock.ts';

const DAY = 86_400_000;

function memory() {
  let floor = 0;
  return { read: () => floor, write: (next: number) => void (floor = next) };
}

test('[F1] a clock that is set back two days runs on at its own pace', () => {
  let wall = 10 * DAY;
  const now = monotonicClock(() => wall, memory());
  expect(now()).toBe(10 * DAY);
  wall -= 2 * DAY;
  expect(now()).toBe(10 * DAY);
  wall += 500;
  expect(now()).toBe(10 * DAY + 500);
});

test('[F1] a restart with a clock set back begins where the last run ended', () => {
  const store = memory();
  monotonicClock(() => 10 * DAY, store)();
  const restarted = monotonicClock(() => 8 * DAY, store);
  expect(restarted()).toBe(10 * DAY);
});

test('[F1] whatever the computer’s clock does, time never runs backwards', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5 * DAY, max: 5 * DAY }), { minLength: 2 }), (jumps) => {
      let wall = 100 * DAY;
      const now = monotonicClock(() => wall, memory());
      let last = now();
      for (const jump of jumps) {
        wall += jump;
        const next = now();
        expect(next).toBeGreaterThanOrEqual(last);
        last = next;
      }
    }),
  );
});

test('the floor is not written more often than once a second', () => {
  let wall = DAY;
  let writes = 0;
  const now = monotonicClock(() => wall, { read: () => 0, write: () => (writes += 1) });
  for (let tick = 0; tick < 100; tick += 1) {
    wall += 50;
    now();
  }
  expect(writes).toBeLessThanOrEqual(6);
});
