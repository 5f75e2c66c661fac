const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/** How long to wait after the nth failure in a row: doubling, with half of it at random, so that desks spread out. */
export function backoffMs(failures: number, random: number, longestMs = LONGEST_MS): number {
  const ceiling = Math.min(longestMs, FIRST_MS * 2 ** Math.min(Math.max(failures - 1, 0), 20));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
