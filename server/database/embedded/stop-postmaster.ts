import { setTimeout as sleep } from 'node:timers/promises';
import { findPostmaster, isAlive } from '#server/database/embedded/postmaster.ts';
import { runToEnd } from '#server/database/embedded/run-to-end.ts';
import type { Engine } from '#server/database/embedded/engine.ts';
import { Outage } from '#server/database/outage.ts';

const patienceMs = 20_000;

/** A fast shutdown: open transactions are rolled back, a checkpoint is written, and the next start needs no recovery. */
export async function stopPostmaster({ cluster, binaries, account }: Engine): Promise<void> {
  const postmaster = await findPostmaster(cluster);
  if (postmaster === null) return;
  const { pid } = postmaster;
  if (process.platform === 'win32') {
    await runToEnd(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'], account);
    return;
  }
  process.kill(pid, 'SIGINT');
  for (const deadline = Date.now() + patienceMs; isAlive(pid); await sleep(10)) {
    if (Date.now() > deadline) throw new Outage('database-failed', 'PostgreSQL did not stop in time.');
  }
}
