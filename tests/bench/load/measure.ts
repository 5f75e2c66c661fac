import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { at } from '#tools/root.ts';
import type { Case } from '#tests/bench/load/cases.ts';
import type { Contender } from '#tests/bench/load/contender.ts';
import type { Job, JobResult } from '#tests/bench/load/job.ts';
import { type Use, usedBy, usedByAll } from '#tests/bench/load/processor-use.ts';
import type { Row, Share } from '#tests/bench/load/row.ts';

export type Bench = { readonly postgresPid: number; readonly generator: ChildProcess; readonly connections: number };

export function startGenerator(): ChildProcess {
  return fork(at('tests', 'bench', 'load', 'generator.ts'), { stdio: 'inherit' });
}

/** Runs one case against servers that are up and warm. */
export async function measure(bench: Bench, contender: Contender, { name, via, load }: Case): Promise<Row> {
  const { generator, connections } = bench;
  const overlapsBefore = await contender.overlaps();
  const seed = name.length; // Another calendar for each case, and the same one for everybody who is measured by it.
  const loadBefore = loadavg()[0] ?? 0;
  const before = used(bench, contender);
  const result = await runJob(generator, { ...contender.job, via, load, connections, seed });
  const after = used(bench, contender);
  return {
    ...result,
    case: name,
    contender: contender.name,
    servers: contender.pids.length,
    overlapsInDatabase: (await contender.overlaps()) - overlapsBefore,
    cpu: before === null || after === null ? null : processorsBetween(before, after, result.seconds),
    memoryMB: after === null ? null : memoryOf(after),
    machineLoad: { before: loadBefore, after: loadavg()[0] ?? 0 },
  };
}

type Used = Readonly<Record<keyof Share, Use>> & { readonly allSeconds: number };

function used({ postgresPid, generator }: Bench, { pids }: Contender): Used | null {
  const servers = usedBy(pids);
  const postgres = usedBy([postgresPid]);
  const generating = usedBy([generator.pid ?? 0]);
  const allSeconds = usedByAll();
  if (servers === null || postgres === null || generating === null || allSeconds === null) return null;
  return { servers, postgres, generator: generating, allSeconds };
}

function processorsBetween(before: Used, after: Used, seconds: number): NonNullable<Row['cpu']> {
  const between = (key: keyof Share): number => (after[key].cpuSeconds - before[key].cpuSeconds) / seconds;
  const [servers, postgres, generator] = [between('servers'), between('postgres'), between('generator')];
  const all = (after.allSeconds - before.allSeconds) / seconds;
  return { servers, postgres, generator, others: Math.max(0, all - servers - postgres - generator) };
}

function memoryOf({ servers, postgres, generator }: Used): Share {
  return { servers: servers.memoryMB, postgres: postgres.memoryMB, generator: generator.memoryMB };
}

/** Code that has run is compiled, statements are prepared, connections are open. */
export async function warmUp({ generator, connections }: Bench, contender: Contender): Promise<void> {
  const spread = { kind: 'spread', seconds: 4, perSecond: null } as const;
  await runJob(generator, { ...contender.job, via: 'book', load: spread, connections, seed: 1_000 });
  if (!contender.hasHolds) return;
  const contended = { kind: 'contended', attempts: 1_000, slots: 1, firstSlot: 3_000 } as const;
  await runJob(generator, { ...contender.job, via: 'hold', load: contended, connections, seed: 1 });
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
