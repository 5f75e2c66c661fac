import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { Pool } from 'pg';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { must } from '#shared/lib/must.ts';
import { systemClock } from '#server/authority/clock.ts';
import { executePush } from '#server/authority/execute-commands.ts';
import { pauseAtRandom } from '#server/authority/pause.ts';
import { postgresStore } from '#server/authority/postgres/postgres-store.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import { createKysely, sessionOptions } from '#server/database/pool.ts';
import type { Schema } from '#server/database/schema.ts';
import { overlappingIn } from '#tests/races/overlapping.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

export type RacingClinic = TestClinic & {
  /** Decides each alone, all at once: nothing gathers them, so that they meet in the database. */
  race(intents: readonly Intent[]): Promise<readonly PromiseSettledResult<Verdict>[]>;
  /** Pairs of claims that no two may make. */
  overlapping(): Promise<number>;
};

/** As many as PostgreSQL's own settings leave room for. */
const connections = 40;

export async function openRacingClinic(
  storeOf: (db: Kysely<Schema>) => AuthorityStore = (db) => postgresStore(db),
): Promise<RacingClinic> {
  const here = await openTestClinic();
  const pool = new Pool({
    ...sessionOptions(here.database.connection),
    max: connections,
    connectionTimeoutMillis: 60_000,
  });
  // PostgreSQL ends connections that the pool has not finished closing.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = createKysely(pool);
  const execution = {
    store: storeOf(db),
    clock: systemClock,
    pause: pauseAtRandom,
    report: () => undefined,
  };
  const one = async (intent: Intent): Promise<Verdict> => {
    const command = { ...here.desk.command(intent), id: randomUUID() };
    const [decided] = await executePush(execution, { desk: here.desk, commands: [command] });
    return must(decided, 'one verdict').verdict;
  };
  return {
    ...here,
    race: (intents) => Promise.allSettled(intents.map(one)),
    overlapping: () => overlappingIn(here.database),
    close: async () => {
      await db.destroy();
      await here.close();
    },
  };
}

/** How many of each kind; what was thrown counts under its own words. */
export function kinds(settled: readonly PromiseSettledResult<Verdict>[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of settled) {
    const kind = one.status === 'fulfilled' ? one.value.kind : `failed: ${String(one.reason)}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
