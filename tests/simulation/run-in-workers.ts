import { fork } from 'node:child_process';
import { addCoverage, floorsOf, noCoverage } from '#tests/simulation/coverage.ts';
import { runSeeds, type SeedsOptions, type SeedsOutcome } from '#tests/simulation/run-seeds.ts';
import { at } from '#tools/root.ts';

const SHARE = 500;

/** The same seeds as in one process, shared out: each process has its own virtual time under its globals. */
export async function runInWorkers(workers: number, options: SeedsOptions): Promise<SeedsOutcome> {
  if (workers <= 1) return runSeeds(options);
  const { from, seeds, mostFailures, onSeed } = options;
  const shares = Array.from({ length: Math.ceil(seeds / SHARE) }, (_, index) => ({
    from: from + index * SHARE,
    seeds: Math.min(SHARE, seeds - index * SHARE),
  }));
  const outcomes: SeedsOutcome[] = [];
  const failures = (): SeedsOutcome['failures'] => outcomes.flatMap((one) => one.failures);
  const work = async (): Promise<void> => {
    for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
      if (failures().length >= mostFailures) break;
      outcomes.push(await inFreshProcess(share));
      onSeed?.(outcomes.length * SHARE);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const coverage = noCoverage();
  for (const one of outcomes) addCoverage(coverage, one.coverage);
  return { seeds, failures: failures().slice(0, mostFailures), coverage, floors: floorsOf(coverage, seeds) };
}

/** A process of its own for each share: signals that nobody aborts keep what hangs on them for as long as it lives. */
function inFreshProcess(share: { readonly from: number; readonly seeds: number }): Promise<SeedsOutcome> {
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
