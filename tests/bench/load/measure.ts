import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { at } from '#tools/root.ts';
import type { Case } from '#tests/bench/load/cases.ts';
import type { Contender } from '#tests/bench/load/contender.ts';
import type { Job, JobResult } from '#tests/bench/load/job.ts';
import { type Use, usedBy } from '#tests/bench/load/processor-use.ts';
import type { Row } from '#tests/bench/load/row.ts';

export type Bench = { readonly postgresPid: number; readonly generator: ChildProcess; readonly connections: number };

export function startGenerator(): ChildProcess {
  return fork(at('tests', 'bench', 'load', 'generator.ts'), { stdio: 'inherit' });
}

/** Runs one case against servers that are up and warm. */
export async function measure(
  { postgresPid, generator, connections }: Bench,
  contender: Contender,
  { name, via, load }: Case,
): Promise<Row> {
  const families = { servers: contender.pids, postgres: [postgresPid], generator: [generator.pid ?? 0] };
  const used = (): Record<keyof typeof families, Use | null> => ({
    servers: usedBy(families.servers),
    postgres: usedBy(families.postgres),
    generator: usedBy(families.generator),
  });
  const overlapsBefore = await contender.overlaps();
  const before = used();
  const seed = name.length; // Another calendar for each case, and the same one for everybody who is measured by it.
  const result = await runJob(generator, { ...contender.job, via, load, connections, seed });
  const after = used();
  const cpu = (key: keyof typeof families): number =>
    ((after[key]?.cpuSeconds ?? 0) - (before[key]?.cpuSeconds ?? 0)) / result.seconds;
  const memory = (key: keyof typeof families): number => after[key]?.memoryMB ?? 0;
  const isTold = after.servers !== null;
  return {
    ...result,
    case: name,
    contender: contender.name,
    servers: contender.pids.length,
    overlapsInDatabase: (await contender.overlaps()) - overlapsBefore,
    cpu: isTold ? { servers: cpu('servers'), postgres: cpu('postgres'), generator: cpu('generator') } : null,
    memoryMB: isTold
      ? { servers: memory('servers'), postgres: memory('postgres'), generator: memory('generator') }
      : null,
  };
}

/** Code that has run is compiled, statements are prepared, connections are open. */
export async function warmUp({ generator, connections }: Bench, contender: Contender): Promise<void> {
  const load = { kind: 'spread', seconds: 4, perSecond: null } as const;
  await runJob(generator, { ...contender.job, via: 'book', load, connections, seed: 1_000 });
}

/** Whether these servers place holds. */
export async function hasHolds({ generator }: Bench, contender: Contender): Promise<boolean> {
  const load = { kind: 'contended', attempts: 1_000, slots: 1, firstSlot: 3_000 } as const;
  const { errors } = await runJob(generator, { ...contender.job, via: 'hold', load, connections: 16, seed: 1 });
  return errors === 0;
}

async function runJob(generator: ChildProcess, job: Job): Promise<JobResult> {
  const ended = new AbortController();
  const onExit = (): void => ended.abort(new Error('the load generator ended'));
  generator.once('exit', onExit);
  const answered = once(generator, 'message', { signal: ended.signal });
  generator.send(job);
  const [result] = (await answered) as [JobResult]; // Our own process sends nothing else.
  generator.off('exit', onExit);
  return result;
}
