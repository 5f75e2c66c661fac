import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';
import { clusterFolder } from '#server/database/embedded/cluster.ts';
import { findPostmaster, isAlive } from '#server/database/embedded/postmaster.ts';
import { type EmbeddedEngine, startEmbedded } from '#server/database/embedded/start-embedded.ts';
import { openDatabase } from '#server/database/open-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testEngine: { readonly port: number; readonly password: string };
  }
}

const prefix = 'frontdesk-test-';

let engine: EmbeddedEngine | null = null;
let folder = '';

/** One PostgreSQL for all test files of a run, with a migrated database that each of them copies. */
export async function setup(project: TestProject): Promise<void> {
  await endAbandoned();
  folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  engine = await startEmbedded(folder);
  const connection = await embeddedConnection(engine);
  const { host, port, user, password, database } = connection;
  const template = await openDatabase({
    dataDir: folder,
    databaseUrl: `postgres://${user}:${String(password)}@${host}:${port}/${database}`,
  });
  await template.close();
  project.provide('testEngine', { port: engine.port, password: engine.password });
}

export async function teardown(): Promise<void> {
  await engine?.stop();
  await rm(folder, { recursive: true, force: true });
}

/** A run that was killed leaves its PostgreSQL behind. */
async function endAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    if (isAlive(Number(name.slice(prefix.length).split('-')[0]))) continue;
    const abandoned = join(tmpdir(), name);
    const postmaster = await findPostmaster(clusterFolder(abandoned));
    if (postmaster !== null) process.kill(postmaster.pid, 'SIGQUIT');
    await rm(abandoned, { recursive: true, force: true, maxRetries: 5 });
  }
}
