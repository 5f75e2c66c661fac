import { describe, expect, test } from 'vitest';
import { type Mutation, mutations } from '#tests/simulation/mutation.ts';
import { printFailure } from '#tests/simulation/print-failure.ts';
import { regressions } from '#tests/simulation/regressions.ts';
import { runSeed } from '#tests/simulation/run-seed.ts';
import { runSeeds } from '#tests/simulation/run-seeds.ts';

describe('regressions', () => {
  test.each(regressions)('$name', async ({ scenario }) => {
    const result = await runSeed(scenario);
    expect(result.failure === null ? '' : printFailure(result)).toBe('');
  });
});

test('the same seed is the same run', async () => {
  const [first, second] = [await runSeed({ seed: 7 }), await runSeed({ seed: 7 })];
  expect(second).toEqual(first);
});

test('no invariant breaks, and every floor of coverage is met', { timeout: 120_000 }, async () => {
  const { failures, floors } = await runSeeds({ from: 1, seeds: 100, mostFailures: 1 });
  expect(failures.map(printFailure)).toEqual([]);
  expect(floors.filter(({ isMet }) => !isMet)).toEqual([]);
});

/** The seed at which `npm run sim:mutants` catches each; the whole hunt is that command. */
const caughtAt: Readonly<Record<Mutation, number>> = {
  'no-idempotency': 1,
  'server-wins-silently': 7,
  'outbox-deleted-on-send': 1,
  'wall-clock-checkpoint': 43,
  'outbox-not-flushed': 2,
  'sequence-checkpoint': 43,
  'time-before-the-lock': 30,
  'gap-between-check-and-insert': 1,
  'pull-without-tenant-filter': 3,
  'audit-after-commit': 1,
  'no-version-guard-on-pull': 13,
};

test.each(mutations)('a planted bug is caught: %s', async (mutation) => {
  const { failure } = await runSeed({ seed: caughtAt[mutation], mutation });
  expect(failure).not.toBeNull();
});
