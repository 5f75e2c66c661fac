import { noCoverage } from '#tests/simulation/coverage.ts';
import { runSeeds, type SeedsOptions, type SeedsOutcome } from '#tests/simulation/run-seeds.ts';

// One worker of several: asked for a share of the seeds, it runs them and answers with what happened.
process.on('message', (share: SeedsOptions) => {
  runSeeds(share).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      console.error(error);
      process.send?.({ seeds: 0, failures: [], coverage: noCoverage(), floors: [] } satisfies SeedsOutcome);
      process.exitCode = 1;
    },
  );
});
