import { expect, test } from 'vitest';
import { createAttemptLimit } from '#server/api/attempt-limit.ts';

test('[GI1] ten guesses a minute from one address, and no more until the minute is over', () => {
  let now = 0;
  const limit = createAttemptLimit(() => now);
  const tries = Array.from({ length: 12 }, () => limit.mayTry('a'));
  expect(tries.filter((may) => may)).toHaveLength(10);
  expect(limit.mayTry('b')).toBe(true);
  now = 60_001;
  expect(limit.mayTry('a')).toBe(true);
});

test('what was right does not count', () => {
  const limit = createAttemptLimit(() => 0);
  for (let desk = 0; desk < 100; desk += 1) {
    expect(limit.mayTry('a')).toBe(true);
    limit.forgive('a');
  }
});
