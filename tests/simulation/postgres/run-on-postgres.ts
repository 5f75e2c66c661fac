import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';
import { superuser } from '#server/database/embedded/cluster.ts';
import { startEmbedded } from '#server/database/embedded/start-embedded.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { type Replayed, replayOnPostgres } from '#tests/simulation/postgres/replay-on-postgres.ts';
import { Violation } from '#tests/simulation/violation.ts';

export type PostgresOutcome = Replayed & {
  readonly seeds: number;
  readonly failures: readonly { readonly seed: number; readonly message: string }[];
};

/** Tier B: what each seed's desks sent, on a PostgreSQL of its own. */
export async function runOnPostgres(from: number, seeds: number): Promise<PostgresOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-sim-'));
  const engine = await startEmbedded(folder);
  const { host, port, user, password, database: name } = await embeddedConnection(engine);
  const databaseUrl = `postgres://${user}:${String(password)}@${host}:${port}/${name}`;
  const database = await openDatabase({ dataDir: folder, databaseUrl });
  const admin = new Client({ host, port, user: superuser, password: engine.password, database: name });
  try {
    await admin.connect();
    const sum = { pushes: 0, commands: 0, kills: 0 };
    const failures: { seed: number; message: string }[] = [];
    for (let seed = from; seed < from + seeds; seed += 1) {
      try {
        const { pushes, commands, kills } = await replayOnPostgres(seed, { database, admin });
        sum.pushes += pushes;
        sum.commands += commands;
        sum.kills += kills;
      } catch (error) {
        if (!(error instanceof Violation)) throw error;
        failures.push({ seed, message: error.message });
      }
    }
    return { ...sum, seeds, failures };
  } finally {
    await admin.end();
    await database.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
