import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { connect } from '#server/database/connect.ts';
import { holdServerLock } from '#server/database/embedded/server-lock.ts';
import type { EmbeddedEngine } from '#server/database/embedded/start-embedded.ts';
import type { Connection } from '#server/database/pool.ts';

export type Keeper = { release(): Promise<void> };

const longestPauseMs = 5_000;

/**
 * Holds the server's lock on the embedded database, on a connection of its own. When that breaks, PostgreSQL has died
 * or is recovering: it is started again where it was, and meanwhile every request is answered as an outage.
 */
export async function keepEngine(connection: Connection, engine: EmbeddedEngine): Promise<Keeper> {
  let isReleased = false;
  let client = await hold(connection);
  let restoring: Promise<void> = Promise.resolve();
  const watch = (held: Client): void => {
    held.once('end', () => {
      if (!isReleased) restoring = restore();
    });
  };
  async function restore(): Promise<void> {
    for (let pauseMs = 100; !isReleased; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      await sleep(pauseMs, undefined, { ref: false });
      try {
        await engine.revive();
        client = await hold(connection);
        watch(client);
        return;
      } catch {
        // Not yet; the next round tries again.
      }
    }
  }
  watch(client);
  return {
    release: async () => {
      isReleased = true;
      // What is being started must be there before whoever stops it next looks for it.
      await restoring;
      await client.end().catch(() => undefined);
    },
  };
}

async function hold(connection: Connection): Promise<Client> {
  const client = await connect(connection);
  try {
    await holdServerLock(client);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
