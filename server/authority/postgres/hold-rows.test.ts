import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdRows } from '#server/authority/postgres/hold-rows.ts';
import { type Tx, withTenant } from '#server/database/tenant-scope.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';
import { clinic } from '#tests/builders/clinic.ts';

const holdsOfAnHour = 3_000;

let place: TestClinic;
beforeAll(async () => {
  place = await openTestClinic();
  const admin = await place.database.connectAs('admin');
  await admin.query(
    `insert into hold (tenant_id, id, token_hash, desk_id, actor_id, claims, placed_at_ms, expires_at_ms, ended_at_ms)
    select $1, gen_random_uuid(), $2, $3, $4, '[]', began - 600000, began - 300000, began - 590000
    from (select (extract(epoch from clock_timestamp()) * 1000)::bigint - n * 500 as began
      from generate_series(1, $5::integer) as n) as each`,
    [place.tenantId, randomBytes(32), place.desk.deskId, clinic.manager, holdsOfAnHour],
  );
  await admin.query('analyze hold');
  await admin.end();
});
afterAll(() => place.close());

/** How many rows of holds the work reads. */
async function rowsRead(work: (tx: Tx) => Promise<unknown>): Promise<number> {
  return withTenant(place.database.db, place.tenantId, async (tx) => {
    await work(tx);
    const { rows } = await sql<{ count: string }>`
      select idx_tup_fetch + seq_tup_read as count from pg_stat_xact_user_tables where relname = 'hold'`.execute(tx);
    return Number(rows[0]?.count);
  });
}

test('[HD4] the list of holds reads those in force, however many there were in the last hour', async () => {
  expect(await rowsRead((tx) => holdRows(tx, place.tenantId).list())).toBeLessThan(100);
});

test('[HD1] a hold is placed without a look at all that are remembered', async () => {
  const { deskId } = place.desk;
  const placed = { id: randomUUID(), tokenHash: randomBytes(32), deskId, actorId: clinic.manager };
  const insert = (tx: Tx): Promise<unknown> =>
    holdRows(tx, place.tenantId).insert({ ...placed, appointmentId: null, claims: [] });
  expect(await rowsRead(insert)).toBeLessThan(100);
});
