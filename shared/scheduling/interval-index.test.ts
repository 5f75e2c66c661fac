import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type IntervalEntry, IntervalIndex } from '#shared/scheduling/interval-index.ts';

type Entry = IntervalEntry<number>;
const anyInterval = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 200 }));
const anyWrites = fc.array(fc.record({ isRemoval: fc.boolean(), pick: fc.nat(), interval: anyInterval }), {
  maxLength: 400,
  size: 'max',
});

function scan(entries: readonly Entry[], start: number, end: number): number[] {
  return entries
    .filter((entry) => entry.start < end && start < entry.end)
    .map((entry) => entry.value)
    .sort((a, b) => a - b);
}

test('a look-up finds what a walk over all entries finds, after any inserting and removing', () => {
  fc.assert(
    fc.property(fc.array(anyInterval, { maxLength: 300 }), anyWrites, anyInterval, (first, writes, [from, length]) => {
      let entries: Entry[] = first.map(([start, minutes], value) => ({ start, end: start + minutes, value }));
      const index = IntervalIndex.from(entries);
      for (const [at, { isRemoval, pick, interval }] of writes.entries()) {
        const victim = entries[pick % Math.max(1, entries.length)];
        if (isRemoval && victim !== undefined) {
          expect(index.remove(victim.start, victim.value)).toBe(true);
          entries = entries.filter((entry) => entry !== victim);
        } else {
          const entry = { start: interval[0], end: interval[0] + interval[1], value: 1_000 + at };
          index.insert(entry.start, entry.end, entry.value);
          entries.push(entry);
        }
      }
      expect(index.overlapping(from, from + length).toSorted((a, b) => a - b)).toEqual(
        scan(entries, from, from + length),
      );
      expect(index.hasOverlap(from, from + length)).toBe(scan(entries, from, from + length).length > 0);
      expect(index.size).toBe(entries.length);
    }),
    { numRuns: 300 },
  );
});

test('removing what is not there changes nothing', () => {
  const index = IntervalIndex.from([{ start: 1, end: 2, value: 'a' }]);
  expect([index.remove(1, 'b'), index.remove(2, 'a'), index.size]).toEqual([false, false, 1]);
});

test('touching is not overlapping', () => {
  const index = IntervalIndex.from([{ start: 10, end: 20, value: 'a' }]);
  expect([index.hasOverlap(0, 10), index.hasOverlap(20, 30), index.hasOverlap(19, 20)]).toEqual([false, false, true]);
});
