import type { PartitionBug } from '#tests/simulation/partition/partition-bugs.ts';
import {
  noCounts,
  type PartitionCounts,
  type PartitionResult,
  runPartitionSeed,
} from '#tests/simulation/partition/partition-seed.ts';

export type PartitionOutcome = {
  readonly seeds: number;
  readonly failures: readonly PartitionResult[];
  readonly counts: PartitionCounts;
};

export type PartitionSeeds = {
  readonly from: number;
  readonly seeds: number;
  readonly bug: PartitionBug | null;
  /** Stops there; the first failure is enough to know. */
  readonly mostFailures?: number;
};

/** Fresh seeds in their order; what happened in them, added up. */
export async function runPartition({ from, seeds, bug, mostFailures = 3 }: PartitionSeeds): Promise<PartitionOutcome> {
  const failures: PartitionResult[] = [];
  const counts = noCounts();
  let done = 0;
  for (; done < seeds && failures.length < mostFailures; done += 1) {
    const result = await runPartitionSeed(from + done, bug);
    if (result.violations.length > 0) failures.push(result);
    for (const name of Object.keys(counts) as (keyof PartitionCounts)[]) counts[name] += result.counts[name]; // Its own keys.
  }
  return { seeds: done, failures, counts };
}
