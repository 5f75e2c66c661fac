import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHorizon, readRows } from '#server/authority/postgres/read-feed.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const clients = 5_000;

let tables: TestDatabase;
beforeAll(async () => {
  tables = await openTestDatabase();
  const admin = await tables.connectAs('admin');
  for (let part = 0; part < 5; part += 1) {
    await admin.query(
      `insert into client (tenant_id, id, doc)
      select $1, id, jsonb_build_object('id', id, 'version', 1)
      from (select gen_random_uuid() as id from generate_series(1, $2::integer)) as each`,
      [tenantId, clients / 5],
    );
  }
  await admin.query('analyze client');
  await admin.end();
});
afterAll(() => tables.close());

test('[PL1] a desk that has everything is answered without a look at everything', async () => {
  const read = await withTenant(
    tables.db,
    tenantId,
    async (tx) => {
      const horizon = await readHorizon(tx, tenantId, 'clients');
      const position = {
        xid: horizon.newest,
        id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
        floor: '0',
        anchor: '2026-11-23',
      };
      const rows = await readRows(tx, tenantId, { collection: 'clients', limit: 100, position, horizon });
      const { rows: counts } = await sql<{ count: string }>`
        select idx_tup_fetch + seq_tup_read as count from pg_stat_xact_user_tables where relname = 'client'`.execute(
        tx,
      );
      return { horizon, rows, fetched: Number(counts[0]?.count) };
    },
    { isSnapshot: true },
  );
  expect(read.rows).toEqual([]);
  expect(read.horizon.hasMore).toBe(false);
  expect(read.fetched).toBeLessThan(100);
});
