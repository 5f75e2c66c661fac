import { expect, test } from 'vitest';
import { type PartitionBug, partitionBugs } from '#tests/simulation/partition/partition-bugs.ts';
import { runPartitionSeed } from '#tests/simulation/partition/partition-seed.ts';
import { runPartition } from '#tests/simulation/partition/run-partition.ts';

/** A share of `npm run sim:partition`, which runs 2,000. */
test('[LE2] [LE10] what a cut-off desk books inside its leases never conflicts', { timeout: 120_000 }, async () => {
  const { failures, counts } = await runPartition({ from: 1, seeds: 60, bug: null });
  expect(failures).toEqual([]);
  expect(counts.promisedOffline).toBeGreaterThan(50);
  expect(counts.givenUp).toBeGreaterThan(50);
});

/** The seed at which each is found; the hunt is `npm run sim:partition -- --mutants`. */
const foundAt: Readonly<Record<PartitionBug, number>> = {
  'leases-looked-at-before-the-claims': 18,
  'grant-without-the-lock': 18,
  'slice-freed-before-the-answer': 1,
  'given-up-before-it-is-on-disk': 10,
  'own-clock-trusted': 6,
};

test.each(partitionBugs)('a planted bug is found: %s', async (bug) => {
  const { violations } = await runPartitionSeed(foundAt[bug], bug);
  expect(violations).not.toEqual([]);
});
