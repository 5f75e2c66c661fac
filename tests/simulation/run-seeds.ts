import { addCoverage, type Coverage, type Floor, floorsOf, noCoverage } from '#tests/simulation/coverage.ts';
import { regressions } from '#tests/simulation/regressions.ts';
import { runSeed, type RunResult } from '#tests/simulation/run-seed.ts';

export type SeedsOutcome = {
  readonly seeds: number;
  readonly failures: readonly RunResult[];
  readonly coverage: Coverage;
  readonly floors: readonly Floor[];
};

export type SeedsOptions = {
  readonly from: number;
  readonly seeds: number;
  readonly mostFailures: number;
};

/** Fresh seeds in their order. */
export async function runSeeds({ from, seeds, mostFailures }: SeedsOptions): Promise<SeedsOutcome> {
  const failures: RunResult[] = [];
  const coverage = noCoverage();
  let at = 0;
  for (; at < seeds && failures.length < mostFailures; at += 1) {
    const result = await runSeed({ seed: from + at });
    addCoverage(coverage, result.coverage);
    if (result.failure !== null) failures.push(result);
  }
  return { seeds: at, failures, coverage, floors: floorsOf(coverage, at) };
}

/** Past failures that fail once more. */
export async function runRegressions(): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  for (const { scenario } of regressions) results.push(await runSeed(scenario));
  return results.filter(({ failure }) => failure !== null);
}
