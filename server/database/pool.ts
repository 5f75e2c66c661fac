import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolConfig } from 'pg';
import { prepared } from '#server/database/prepared.ts';
import type { Schema } from '#server/database/schema.ts';

/** How to reach the database. */
export type Connection = Pick<PoolConfig, 'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database'>;

const poolSize = 16;

/**
 * An open transaction that idles holds the change feed back for everybody, hence the time-outs; `jit` costs more than
 * it saves on statements this short.
 */
const sessionSettings = [
  'idle_in_transaction_session_timeout=30s',
  'statement_timeout=30s',
  'lock_timeout=10s',
  'jit=off',
  'timezone=UTC',
];

export function sessionOptions(connection: Connection): PoolConfig {
  return {
    ...connection,
    options: sessionSettings.map((setting) => `-c ${setting}`).join(' '),
    application_name: 'frontdesk',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
}

export function createPool(connection: Connection): Pool {
  const pool = new Pool({ ...sessionOptions(connection), max: poolSize, idleTimeoutMillis: 60_000 });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks in use: the statement that it was used for fails, and that is enough.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export function createKysely(pool: Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: prepared(pool) }) });
}
