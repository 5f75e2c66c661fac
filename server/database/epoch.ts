import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { noteInAudits, RESTORED } from '#server/database/note-in-audits.ts';
import { collectionTables } from '#server/database/collection-tables.ts';

/**
 * Which incarnation of the database this is. A dump that was restored into another PostgreSQL counts its transactions
 * anew: every checkpoint out there would be wrong, so it gets a new epoch and every row a transaction of here (PL3).
 */
export async function ensureEpoch(client: Client): Promise<string> {
  const birthplace = await whereWeAre(client);
  await client.query('insert into server_state (epoch, birthplace) values ($1, $2) on conflict do nothing', [
    randomUUID(),
    birthplace,
  ]);
  const state = await client.query<{ epoch: string; birthplace: string }>('select epoch, birthplace from server_state');
  const row = state.rows[0];
  if (row?.birthplace === birthplace) return row.epoch;
  return beginEpoch(client, birthplace);
}

async function whereWeAre(client: Client): Promise<string> {
  const found = await client.query<{ place: string }>(
    `select system_identifier || '/' || (select oid from pg_database where datname = current_database()) as place
     from pg_control_system()`,
  );
  return found.rows[0]?.place ?? '';
}

async function beginEpoch(client: Client, birthplace: string): Promise<string> {
  const epoch = randomUUID();
  await client.query('begin');
  try {
    for (const table of Object.values(collectionTables)) {
      // Its owner sees no row of a table that forces row level security, except while it does not.
      await client.query(`alter table ${table} no force row level security`);
      await client.query(`update ${table} set doc = doc`);
      await client.query(`alter table ${table} force row level security`);
    }
    await client.query('alter table tenant no force row level security');
    await noteInAudits(client, { name: RESTORED, epoch });
    await client.query('alter table tenant force row level security');
    await client.query('update server_state set epoch = $1, birthplace = $2', [epoch, birthplace]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
  return epoch;
}
