import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterFolder } from '#server/database/embedded/cluster.ts';
import { findPostmaster, isAlive } from '#server/database/embedded/postmaster.ts';

/** `restoring-<process>-<random>`: where a restore builds a database before it takes the place of the other one. */
const pattern = /^restoring-(\d+)-[0-9a-f]+$/;
const patienceMs = 5_000;

/** Those of this process. In a restarted container its number may also be that of the one that crashed. */
const own = new Set<string>();

/** Does it in a folder of its own inside the data folder, which is gone afterwards. */
export async function inStaging<Result>(dataDir: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const name = `restoring-${process.pid}-${randomBytes(4).toString('hex')}`;
  const folder = join(dataDir, name);
  own.add(name);
  try {
    await mkdir(folder, { mode: 0o700 });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    own.delete(name);
  }
}

/**
 * Takes away what restores have left behind that crashed, with the PostgreSQL that may run there still: it is a copy of
 * everything, which nobody knows of.
 */
export async function removeAbandonedStagings(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch(() => []);
  for (const name of names.filter(isAbandoned)) {
    const folder = join(dataDir, name);
    const postmaster = await findPostmaster(clusterFolder(folder));
    if (postmaster !== null) await kill(postmaster.pid);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAbandoned(name: string): boolean {
  const pid = Number(pattern.exec(name)?.[1] ?? Number.NaN);
  if (!Number.isInteger(pid)) return false;
  return pid === process.pid ? !own.has(name) : !isAlive(pid);
}

/** At once: nothing of it is kept. */
async function kill(pid: number): Promise<void> {
  process.kill(pid, process.platform === 'win32' ? 'SIGKILL' : 'SIGQUIT');
  for (const deadline = Date.now() + patienceMs; isAlive(pid) && Date.now() < deadline;) await sleep(20);
}
