import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { PROTOCOL_HEADER } from '#shared/replication/protocol.ts';
import { attemptBody, outcomeOf, slotCount } from '#tests/bench/load/attempt.ts';
import { HttpConnection } from '#tests/bench/load/http-connection.ts';
import type { Job, JobResult } from '#tests/bench/load/job.ts';

/** Attempts are made in this process, started by the benchmark; one job after another, by message. */
process.on('message', (job: Job) => {
  void run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

class Tally {
  attempts = 0;
  refused = 0;
  errors = 0;
  readonly confirmed = new Map<number, number>();
  readonly latencies: number[] = [];

  count(slot: number, outcome: 'confirmed' | 'refused' | null, ms: number): void {
    this.attempts += 1;
    this.latencies.push(ms);
    if (outcome === null) this.errors += 1;
    else if (outcome === 'refused') this.refused += 1;
    else this.confirmed.set(slot, (this.confirmed.get(slot) ?? 0) + 1);
  }

  result(seconds: number): JobResult {
    const sorted = this.latencies.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    const times = [...this.confirmed.values()];
    return {
      attempts: this.attempts,
      confirmed: times.reduce((sum, count) => sum + count, 0),
      refused: this.refused,
      doubles: times.filter((count) => count > 1).length,
      errors: this.errors,
      seconds,
      latency: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    };
  }
}

async function run(job: Job): Promise<JobResult> {
  const connections = await Promise.all(Array.from({ length: job.connections }, (_, at) => connection(job, at)));
  const tally = new Tally();
  const next = attempts(job);
  const began = performance.now();
  await Promise.all(connections.map((one) => serve(one, { job, tally, next, began })));
  const seconds = (performance.now() - began) / 1000;
  for (const one of connections) one.close();
  return tally.result(seconds);
}

function connection({ urls, deskKeys, protocol, via }: Job, at: number): Promise<HttpConnection> {
  const url = urls[at % urls.length] ?? '';
  const key = deskKeys[Math.floor(at / urls.length) % Math.max(1, deskKeys.length)] ?? '';
  const path = via === 'hold' ? '/trpc/holds.place' : '/trpc/commands.push';
  return HttpConnection.open(url, path, { authorization: `Bearer ${key}`, [PROTOCOL_HEADER]: protocol });
}

type Attempt = { readonly slot: number; readonly dueMs: number | null; readonly sequence: number };

/** The first slots are kept for those cases in which all want the same. */
const keptForContention = 5_000;

/** The next attempt, or null when there are no more; `sinceMs` is how long the run has lasted. */
function attempts({ load, calendar, seed }: Job): (sinceMs: number) => Attempt | null {
  const random = seededRandom(String(seed));
  const slots = slotCount(calendar);
  let made = 0;
  return (sinceMs) => {
    made += 1;
    const sequence = made;
    if (load.kind === 'contended')
      return made > load.attempts ? null : { slot: load.firstSlot + (made % load.slots), dueMs: null, sequence };
    const slot = random.int(keptForContention, slots - 1);
    if (load.perSecond === null) return sinceMs > load.seconds * 1000 ? null : { slot, dueMs: null, sequence };
    return made > load.perSecond * load.seconds
      ? null
      : { slot, dueMs: ((made - 1) / load.perSecond) * 1000, sequence };
  };
}

type Run = {
  readonly job: Job;
  readonly tally: Tally;
  readonly next: (sinceMs: number) => Attempt | null;
  readonly began: number;
};

/** One connection, one attempt after another; one that is due later is waited for, one that is late is late. */
async function serve(connection: HttpConnection, { job, tally, next, began }: Run): Promise<void> {
  for (;;) {
    const attempt = next(performance.now() - began);
    if (attempt === null) return;
    const { slot, dueMs, sequence } = attempt;
    const early = dueMs === null ? 0 : began + dueMs - performance.now();
    if (early > 0) await sleep(early);
    const sent = dueMs === null ? performance.now() : began + dueMs;
    const outcome = await connection.post(attemptBody(job, slot, sequence)).then(
      ({ status, body }) => (status === 200 ? outcomeOf(job.via, body) : null),
      () => null,
    );
    tally.count(slot, outcome, performance.now() - sent);
  }
}
