import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { connect } from '#server/database/connect.ts';
import type { Connection } from '#server/database/pool.ts';
import { Outage } from '#server/database/outage.ts';

/** Any number that no other program's advisory lock uses: 'fdsv'. */
const serverLock = 0x66_64_73_76;
/** A server that was killed a moment ago leaves a connection that PostgreSQL has yet to notice. */
const patienceMs = 3_000;

/**
 * One server for one embedded database, because whoever ends first ends PostgreSQL too. The lock is PostgreSQL's own
 * and goes with the connection: a killed server leaves none behind, as a lock file would.
 */
export async function holdServerLock(client: Client): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(100)) {
    const { rows } = await client.query<{ is_held: boolean }>('select pg_try_advisory_lock($1) as is_held', [
      serverLock,
    ]);
    if (rows[0]?.is_held === true) return;
    if (Date.now() > deadline) break;
  }
  throw new Outage('folder-in-use', 'Another Frontdesk server is running on this data folder.');
}

/** Whether a server holds the lock, or holds it still a moment after it was killed. */
export async function isServerRunning(connection: Connection): Promise<boolean> {
  const client = await connect(connection);
  try {
    await holdServerLock(client);
    return false;
  } catch (error) {
    if (error instanceof Outage && error.reason === 'folder-in-use') return true;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
