import { seededRandom } from '#shared/lib/seeded-random.ts';

/**
 * Milliseconds that sorting 200,000 numbers takes here and now, the fastest of three (about 50 on a desk's computer).
 * Whatever else the computer does slows it as much as what is measured beside it, so that a ratio says something.
 */
export function yardstickMs(): number {
  const random = seededRandom('yardstick');
  const numbers = Array.from({ length: 200_000 }, () => random.next());
  return fastestMs(() => numbers.toSorted((a, b) => a - b));
}

/** Milliseconds of the fastest of three runs. */
export function fastestMs(work: () => unknown): number {
  let fastest = Infinity;
  for (let run = 0; run < 3; run += 1) {
    const begun = performance.now();
    work();
    fastest = Math.min(fastest, performance.now() - begun);
  }
  return fastest;
}
