import { Client } from 'pg';
import { must } from '#shared/lib/must.ts';
import { clusterFolder, clusterPassword, superuser } from '#server/database/embedded/cluster.ts';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import type { RunningApp } from '#tests/e2e/support/running-app.ts';

/** Lets the time of every hold be over at the server, as if minutes had passed; no desk is told. */
export async function endHolds({ dataFolder }: RunningApp): Promise<void> {
  const { port } = must(await findPostmaster(clusterFolder(dataFolder)), 'the database of the app runs');
  const password = await clusterPassword(dataFolder);
  const client = new Client({ host: '127.0.0.1', port, user: superuser, password, database: 'frontdesk' });
  await client.connect();
  await client.query('update hold set expires_at_ms = placed_at_ms');
  await client.end();
}
