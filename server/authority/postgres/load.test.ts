import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '#shared/time/instant.ts';
import { loadClaims } from '#server/authority/postgres/load.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const resourceId = '22222222-2222-4222-8222-222222222222';
const halfHourMs = 1_800_000;
const bookedHalfHours = 3_000;
const firstMs = 1_790_000_000_000;

let tables: TestDatabase;
beforeAll(async () => {
  tables = await openTestDatabase();
  const admin = await tables.connectAs('admin');
  await admin.query(
    `insert into tenant (id, name, enrolment_code, is_demo) values ($1, 'Clinic', 'code-of-this-one', false)`,
    [tenantId],
  );
  await admin.query('insert into resource (tenant_id, id, doc) values ($1, $2, $3)', [
    ...[tenantId, resourceId, { id: resourceId, version: 1 }],
  ]);
  await admin.query(
    `insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id)
    select $1, $2, 0, $3::bigint + n * $4::bigint, $3::bigint + (n + 1) * $4::bigint, 'visit', 'appointment', gen_random_uuid()
    from generate_series(0, $5::bigint - 1) as n`,
    [tenantId, resourceId, firstMs, halfHourMs, bookedHalfHours],
  );
  await admin.query('analyze claim');
  await admin.end();
});
afterAll(() => tables.close());

test('[F11] a look at an hour reads a day of a resource, however long its past is', async () => {
  const start = instant(firstMs + (bookedHalfHours - 4) * halfHourMs);
  const window = { resourceId, start, end: instant(start + 2 * halfHourMs) };
  const { found, fetched } = await withTenant(tables.db, tenantId, async (tx) => ({
    found: await loadClaims(tx, tenantId, [window]),
    fetched: await sql<{ rows: string }>`
      select idx_tup_fetch + seq_tup_read as rows from pg_stat_xact_user_tables where relname = 'claim'`.execute(tx),
  }));
  expect(found.map((claim) => claim.start)).toEqual([start, start + halfHourMs]);
  const rowsOfADay = 48;
  expect(Number(fetched.rows[0]?.rows)).toBeLessThanOrEqual(rowsOfADay + 4);
  expect(Number(fetched.rows[0]?.rows)).toBeGreaterThan(0);
});

test('[F11] the same for many windows at once where a clinic has one practitioner', async () => {
  const windows = Array.from({ length: 40 }, (_, day) => {
    const start = instant(firstMs + day * 48 * halfHourMs);
    return { resourceId, start, end: instant(start + halfHourMs) };
  });
  const { found, fetched } = await withTenant(tables.db, tenantId, async (tx) => ({
    found: await loadClaims(tx, tenantId, windows),
    fetched: await sql<{ rows: string }>`
      select idx_tup_fetch + seq_tup_read as rows from pg_stat_xact_user_tables where relname = 'claim'`.execute(tx),
  }));
  expect(found.map((claim) => claim.start).toSorted((a, b) => a - b)).toEqual(windows.map(({ start }) => start));
  expect(Number(fetched.rows[0]?.rows)).toBeLessThanOrEqual(40 * 50);
});
