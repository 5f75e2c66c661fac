import type { Client } from 'pg';
import { connect } from '#server/database/connect.ts';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';
import { superuser } from '#server/database/embedded/cluster.ts';
import { isServerRunning } from '#server/database/embedded/server-lock.ts';
import { startEmbedded } from '#server/database/embedded/start-embedded.ts';

/**
 * Lends a connection to the embedded database, while its server runs or while it does not, as the account for whom row
 * level security steps aside.
 */
export async function visitEmbedded<Result>(
  dataDir: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const engine = await startEmbedded(dataDir);
  const connection = await embeddedConnection(engine);
  try {
    const client = await connect({ ...connection, user: superuser });
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  } finally {
    // A server that was started meanwhile uses this PostgreSQL.
    if (!engine.isAdopted && !(await isServerRunning(connection))) await engine.stop();
  }
}
