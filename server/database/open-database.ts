import type { Kysely } from 'kysely';
import type { Client } from 'pg';
import { withoutDetail } from '#server/database/database-error.ts';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';
import { keepEngine } from '#server/database/embedded/keep-engine.ts';
import { type EmbeddedEngine, startEmbedded } from '#server/database/embedded/start-embedded.ts';
import { ensureEpoch } from '#server/database/epoch.ts';
import { migrate } from '#server/database/migrate.ts';
import { Outage } from '#server/database/outage.ts';
import { connect } from '#server/database/connect.ts';
import { type Connection, createKysely, createPool } from '#server/database/pool.ts';
import type { Schema } from '#server/database/schema.ts';

export type Database = {
  readonly db: Kysely<Schema>;
  readonly connection: Connection;
  readonly engine: 'embedded' | 'external';
  /** Of PostgreSQL, `18.4`. */
  readonly version: string;
  readonly migration: string;
  readonly epoch: string;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly dataDir: string;
  /** Any PostgreSQL ≥ 15; without it, one of our own in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly log?: (step: string, ms: number) => void;
};

const oldestVersion = 150_000;

/** Starts or finds PostgreSQL and brings its tables up to date. */
export async function openDatabase({
  dataDir,
  databaseUrl,
  log = () => undefined,
}: DatabaseOptions): Promise<Database> {
  const begun = performance.now();
  const embedded = databaseUrl === undefined ? await startEmbedded(dataDir) : null;
  try {
    const connection = embedded === null ? { connectionString: databaseUrl ?? '' } : await embeddedConnection(embedded);
    log(embedded === null ? 'database found' : 'database started', performance.now() - begun);
    return await open(connection, embedded, log);
  } catch (error) {
    // Another server that holds the database needs it still.
    const isOurs = !(error instanceof Outage && error.reason === 'folder-in-use');
    if (isOurs && embedded?.isAdopted === false) await embedded.stop();
    throw error;
  }
}

async function open(
  connection: Connection,
  embedded: EmbeddedEngine | null,
  log: (step: string, ms: number) => void,
): Promise<Database> {
  const begun = performance.now();
  const keeper = embedded === null ? null : await keepEngine(connection, embedded);
  try {
    const state = await prepare(connection);
    log('tables up to date', performance.now() - begun);
    const db = createKysely(createPool(connection));
    const close = async (): Promise<void> => {
      await db.destroy();
      await keeper?.release();
      await embedded?.stop();
    };
    return { db, connection, engine: embedded === null ? 'external' : 'embedded', ...state, close };
  } catch (error) {
    await keeper?.release();
    throw withoutDetail(error);
  }
}

async function prepare(connection: Connection): Promise<Pick<Database, 'version' | 'migration' | 'epoch'>> {
  const client = await connect(connection);
  try {
    const version = await checkedVersion(client);
    const migration = await migrate(client);
    return { version, migration, epoch: await ensureEpoch(client) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkedVersion(client: Client): Promise<string> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, split_part(current_setting('server_version'), ' ', 1) as version",
  );
  const row = rows[0];
  if (row !== undefined && Number(row.number) >= oldestVersion) return row.version;
  throw new Outage('database-too-old', `PostgreSQL 15 or newer is needed; this one is ${row?.version ?? 'unknown'}.`);
}
