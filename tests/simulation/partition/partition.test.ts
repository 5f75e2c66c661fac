import { expect, test } from 'vitest';
import { partitionBugs } from '#tests/simulation/partition/partition-bugs.ts';
import { runPartition } from '#tests/simulation/partition/run-partition.ts';

/** A share of `npm run sim:partition`, which runs 2,000. */
test('[LE2] [LE10] what a cut-off desk books inside its leases never conflicts', { timeout: 120_000 }, async () => {
  const { failures, counts } = await runPartition({ from: 1, seeds: 60, bug: null });
  expect(failures).toEqual([]);
  expect(counts.promisedOffline).toBeGreaterThan(50);
  expect(counts.givenUp).toBeGreaterThan(50);
});

/** The first seed that finds a bug is another one after every change of the authority, so each is hunted; 72 was the most. */
test.each(partitionBugs)('a planted bug is found: %s', { timeout: 120_000 }, async (bug) => {
  const { failures } = await runPartition({ from: 1, seeds: 300, bug, mostFailures: 1 });
  expect(failures).not.toEqual([]);
});
