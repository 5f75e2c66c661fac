import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { superuser } from '#server/database/embedded/cluster.ts';
import { type Database, openDatabase } from '#server/database/open-database.ts';

export type TestDatabase = Database & {
  /** A connection of its own, as the server's account (`server`) or as one that every policy steps aside for (`admin`). */
  connectAs(who: 'server' | 'admin'): Promise<Client>;
};

/** A fresh database in the run's PostgreSQL. Closing it drops it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { port, password } = inject('testEngine');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const at = { host: '127.0.0.1', port, password };
  await asAdmin({ ...at, database: 'postgres' }, `create database ${name} template frontdesk owner frontdesk`);
  const database = await openDatabase({
    dataDir: '',
    databaseUrl: `postgres://frontdesk:${password}@127.0.0.1:${port}/${name}`,
  });
  return {
    ...database,
    connectAs: async (who) => {
      const client = new Client({ ...at, database: name, user: who === 'admin' ? superuser : 'frontdesk' });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    close: async () => {
      await database.close();
      await asAdmin({ ...at, database: 'postgres' }, `drop database ${name} with (force)`);
    },
  };
}

type Address = { host: string; port: number; password: string; database: string };

/** Two copies of one template at a time are one too many for PostgreSQL: then it is tried again. */
async function asAdmin(address: Address, statement: string): Promise<void> {
  const client = new Client({ ...address, user: superuser });
  await client.connect();
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await client.query(statement);
        return;
      } catch (error) {
        const isBusy = error instanceof Error && 'code' in error && error.code === '55006';
        if (!isBusy || attempt > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  } finally {
    await client.end();
  }
}
