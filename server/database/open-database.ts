import type { Kysely } from 'kysely';
import { Client } from 'pg';
import { withoutDetail } from '#server/database/database-error.ts';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';
import { type EmbeddedEngine, startEmbedded } from '#server/database/embedded/start-embedded.ts';
import { ensureEpoch } from '#server/database/epoch.ts';
import { migrate } from '#server/database/migrate.ts';
import { Outage } from '#server/database/outage.ts';
import { type Connection, createKysely, createPool, sessionOptions } from '#server/database/pool.ts';
import type { Schema } from '#server/database/schema.ts';
import { holdServerLock } from '#server/database/server-lock.ts';

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
export async function openDatabase({ dataDir, databaseUrl, log = () => undefined }: DatabaseOptions): Promise<Database> {
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
  const keeper = await connect(connection);
  try {
    if (embedded !== null) await holdServerLock(keeper);
    const version = await checkedVersion(keeper);
    const begun = performance.now();
    const migration = await migrate(keeper);
    const epoch = await ensureEpoch(keeper);
    log('tables up to date', performance.now() - begun);
    if (embedded === null) await keeper.end();
    const db = createKysely(createPool(connection));
    const close = async (): Promise<void> => {
      await db.destroy();
      await keeper.end().catch(() => undefined);
      await embedded?.stop();
    };
    return { db, connection, engine: embedded === null ? 'external' : 'embedded', version, migration, epoch, close };
  } catch (error) {
    await keeper.end().catch(() => undefined);
    throw withoutDetail(error);
  }
}

async function connect(connection: Connection): Promise<Client> {
  const client = new Client({ ...sessionOptions(connection), options: '-c statement_timeout=0' });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw new Outage('database-unreachable', 'The database cannot be reached, or refuses its user.', withoutDetail(cause));
  }
  return client;
}

async function checkedVersion(client: Client): Promise<string> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, split_part(current_setting('server_version'), ' ', 1) as version",
  );
  const row = rows[0];
  if (row !== undefined && Number(row.number) >= oldestVersion) return row.version;
  throw new Outage('database-too-old', `PostgreSQL 15 or newer is needed; this one is ${row?.version ?? 'unknown'}.`);
}
