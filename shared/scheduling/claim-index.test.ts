import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import { overlaps } from '#shared/time/interval.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { at, id } from '#tests/builders/clinic.ts';

const start = at('00:00');
const anyClaim = fc
  .record({
    room: fc.integer({ min: 1, max: 3 }),
    from: fc.integer({ min: 0, max: 4000 }),
    minutes: fc.integer({ min: 1, max: 1440 }),
  })
  .map(({ room, from, minutes }): Omit<HeldClaim, 'holder'> => {
    const begin = plusMinutes(start, from);
    return { resourceId: id('room', room), lane: 0, start: begin, end: plusMinutes(begin, minutes), part: 'visit' };
  });
const anyHolders = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.array(anyClaim, { maxLength: 4 })), {
  maxLength: 40,
});

test('what overlaps a window is what a walk over all claims finds, after any replacing and removing', () => {
  fc.assert(
    fc.property(anyHolders, anyClaim, (writes, window) => {
      const index = new ClaimIndex();
      const held = new Map<string, readonly HeldClaim[]>();
      for (const [number, claims] of writes) {
        const holder = { kind: 'appointment' as const, id: id('appt', number) };
        const own = claims.map((claim) => ({ ...claim, holder }));
        index.set(holder.id, own);
        held.set(holder.id, own);
      }
      const found = index.overlapping(window.resourceId, window);
      const expected = [...held.values()]
        .flat()
        .filter((claim) => claim.resourceId === window.resourceId && overlaps(claim, window));
      expect(new Set(found)).toEqual(new Set(expected));
      expect(found).toHaveLength(expected.length);
    }),
    { numRuns: 500 },
  );
});
