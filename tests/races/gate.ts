import { appendFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { GateRow } from '#tests/races/gate-row.ts';

export type Gate = {
  /** As the table calls it. */
  readonly name: string;
  /** How much of it was tried, in words. */
  readonly size: string;
  readonly wanted: GateRow['wanted'];
};

/** Runs a gate, notes what came out for `npm run gates`, and fails where that is not what was wanted. */
export async function gate({ name, size, wanted }: Gate, attempt: () => Promise<GateRow['found']>): Promise<void> {
  const began = performance.now();
  const note = (found: GateRow['found']): void => {
    const seconds = (performance.now() - began) / 1000;
    const row: GateRow = { name, size, wanted, found, seconds, hasPassed: isDeepStrictEqual(found, wanted) };
    const report = process.env['GATES_REPORT'];
    if (report !== undefined) appendFileSync(report, `${JSON.stringify(row)}\n`);
  };
  const found = await attempt().catch((error: unknown) => {
    const [what = ''] = String(error).split('\n');
    note({ [what]: 1 });
    throw error;
  });
  note(found);
  expect(found).toEqual(wanted);
}

/** Adds one to the count of a word. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
