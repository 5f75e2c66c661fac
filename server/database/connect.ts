import { Client } from 'pg';
import { withoutDetail } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';
import { type Connection, sessionOptions } from '#server/database/pool.ts';

/** A connection of its own, without limits of time; whoever opens it ends it. */
export async function connect(connection: Connection): Promise<Client> {
  const client = new Client({ ...sessionOptions(connection), options: '-c statement_timeout=0' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw new Outage(
      'database-unreachable',
      'The database cannot be reached, or refuses its user.',
      withoutDetail(cause),
    );
  }
}
