import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '#renderer/replica/network/backoff.ts';

test('waiting grows with every failure, spread by chance, and never past its limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const waited = backoffMs(failures, random);
      expect(waited).toBeGreaterThanOrEqual(125);
      expect(waited).toBeLessThanOrEqual(15_000);
      expect(backoffMs(failures + 1, random)).toBeGreaterThanOrEqual(waited);
    }),
  );
});
