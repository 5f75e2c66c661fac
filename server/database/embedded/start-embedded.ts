import { mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from '#server/database/embedded/binaries.ts';
import { clusterFolder, clusterPassword, ensureCluster } from '#server/database/embedded/cluster.ts';
import type { Engine } from '#server/database/embedded/engine.ts';
import { accountFor, ensureReachable, reachableBinaries } from '#server/database/embedded/os-account.ts';
import { findPostmaster, type Postmaster } from '#server/database/embedded/postmaster.ts';
import { freePort, launch } from '#server/database/embedded/launch.ts';
import { removeAbandonedStagings } from '#server/database/embedded/staging.ts';
import { stopPostmaster } from '#server/database/embedded/stop-postmaster.ts';
import { Outage } from '#server/database/outage.ts';

/** A PostgreSQL of our own, on loopback, with its files in the data folder. */
export type EmbeddedEngine = {
  readonly port: number;
  readonly password: string;
  /** Left behind by a server that was killed, and taken over. */
  readonly isAdopted: boolean;
  /** Starts PostgreSQL again, on the same port, where it has died; waits for it where it is recovering. */
  revive(): Promise<void>;
  stop(): Promise<void>;
};

/** A start may meet another one, or a postmaster that is still coming up or going down. */
const patienceMs = 30_000;

export async function startEmbedded(dataDir: string): Promise<EmbeddedEngine> {
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(resolve(dataDir));
  // What cannot be taken away now is in nobody's way.
  await removeAbandonedStagings(folder).catch(() => undefined);
  const engine = await prepare(folder);
  const password = await clusterPassword(folder);
  await ensureCluster({ dataDir: folder, password, ...engine });
  const { postmaster, isAdopted } = await adoptOrLaunch(engine);
  const { port } = postmaster;
  return {
    port,
    password,
    isAdopted,
    revive: async () => void (await adoptOrLaunch(engine, port)),
    stop: () => stopPostmaster(engine),
  };
}

async function prepare(folder: string): Promise<Engine> {
  const cluster = clusterFolder(folder);
  const account = await accountFor(cluster);
  const binaries = findBinaries();
  if (account === null) return { cluster, binaries, account };
  await ensureReachable(folder, account);
  return { cluster, account, binaries: await reachableBinaries(binaries, account, folder) };
}

type Running = { readonly postmaster: Postmaster; readonly isAdopted: boolean };

async function adoptOrLaunch(engine: Engine, port?: number): Promise<Running> {
  const deadline = Date.now() + patienceMs;
  let complaint = '';
  while (Date.now() < deadline) {
    const running = await findPostmaster(engine.cluster);
    if (running?.isReady === true) return { postmaster: running, isAdopted: true };
    if (running === null) {
      const launched = await launch(engine, port ?? (await freePort()));
      if (launched.kind === 'ready') return { postmaster: launched.postmaster, isAdopted: false };
      complaint = launched.complaint;
    }
    await sleep(100);
  }
  throw new Outage('engine-did-not-start', `PostgreSQL did not become ready: ${complaint}`);
}
