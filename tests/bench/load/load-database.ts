import { Client } from 'pg';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import { clusterFolder, superuser } from '#server/database/embedded/cluster.ts';
import { type EmbeddedEngine, startEmbedded } from '#server/database/embedded/start-embedded.ts';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';

export type LoadDatabase = {
  readonly pid: number;
  /** The server's own account in a new database of that name. */
  create(name: string): Promise<string>;
  query(database: string, text: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
};

/** The embedded PostgreSQL as the product starts it, for all that is measured in one run. */
export async function startLoadDatabase(folder: string): Promise<LoadDatabase> {
  const engine = await startEmbedded(folder);
  await embeddedConnection(engine);
  const postmaster = await findPostmaster(clusterFolder(folder));
  const query = (database: string, text: string) => asAdmin(engine, database, text);
  return {
    pid: postmaster?.pid ?? 0,
    query,
    create: async (name) => {
      await query('postgres', `create database ${name} owner frontdesk`);
      return `postgres://frontdesk:${engine.password}@127.0.0.1:${engine.port}/${name}`;
    },
    stop: () => engine.stop(),
  };
}

async function asAdmin(
  { port, password }: EmbeddedEngine,
  database: string,
  text: string,
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ host: '127.0.0.1', port, user: superuser, password, database });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}
