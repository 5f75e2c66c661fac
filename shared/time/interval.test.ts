import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';

const anyInterval = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]): Interval => ({ start: instant(start), end: instant(start + length) }));

test('overlap is symmetric', () => {
  fc.assert(fc.property(anyInterval, anyInterval, (a, b) => overlaps(a, b) === overlaps(b, a)));
});

test('touching is not overlapping', () => {
  fc.assert(
    fc.property(anyInterval, fc.integer({ min: 1, max: 20 }), (a, length) => {
      const neighbour = { start: a.end, end: instant(a.end + length) };
      return !overlaps(a, neighbour) && !overlaps(neighbour, a);
    }),
  );
});

test('two intervals overlap exactly when they share a millisecond', () => {
  fc.assert(
    fc.property(anyInterval, anyInterval, (a, b) => {
      const shared = Array.from({ length: 80 }, (_, at) => at).some(
        (at) => a.start <= at && at < a.end && b.start <= at && at < b.end,
      );
      expect(overlaps(a, b)).toBe(shared);
    }),
  );
});
