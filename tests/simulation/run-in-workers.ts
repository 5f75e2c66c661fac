import { fork } from 'node:child_process';
import { addCoverage, floorsOf, noCoverage } from '#tests/simulation/coverage.ts';
import type { SeedsOptions, SeedsOutcome } from '#tests/simulation/run-seeds.ts';
import { at } from '#tools/root.ts';

const SHARE = 500;

export type WorkersOptions = SeedsOptions & {
  /** Told of all that is done after each share. */
  readonly tellProgress: (sofar: SeedsOutcome) => void;
};

/** The same seeds as in one process, shared out: each process has its own virtual time under its globals. */
export async function runInWorkers(
  workers: number,
  { from, seeds, mostFailures, tellProgress }: WorkersOptions,
): Promise<SeedsOutcome> {
  const shares = Array.from({ length: Math.ceil(seeds / SHARE) }, (_, index) => ({
    from: from + index * SHARE,
    seeds: Math.min(SHARE, seeds - index * SHARE),
    mostFailures,
  }));
  let sum = sumOf([]);
  const work = async (): Promise<void> => {
    for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
      if (sum.failures.length >= mostFailures) break;
      const one = await inFreshProcess(share);
      sum = sumOf([sum, one]);
      tellProgress(sum);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return sum;
}

function sumOf(outcomes: readonly SeedsOutcome[]): SeedsOutcome {
  const coverage = noCoverage();
  for (const one of outcomes) addCoverage(coverage, one.coverage);
  const seeds = outcomes.reduce((sum, one) => sum + one.seeds, 0);
  return { seeds, failures: outcomes.flatMap(({ failures }) => failures), coverage, floors: floorsOf(coverage, seeds) };
}

/** A process of its own for each share: signals that nobody aborts keep what hangs on them for as long as it lives. */
function inFreshProcess(share: SeedsOptions): Promise<SeedsOutcome> {
  const child = fork(at('tests', 'simulation', 'run-share.ts'));
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('a worker of the simulator ended'));
    child.once('exit', gone);
    child.once('message', (outcome) => {
      child.off('exit', gone);
      child.disconnect();
      resolve(outcome as SeedsOutcome); // Our own worker sends nothing else.
    });
    child.send(share);
  });
}
