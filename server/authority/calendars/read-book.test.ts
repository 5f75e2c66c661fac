import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EARLIEST, instant } from '#shared/time/instant.ts';
import { readBook } from '#server/authority/calendars/read-book.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

const hourMs = 3_600_000;
const pastVisits = 5_000;
const lastMs = at('09:00');

let place: TestClinic;
beforeAll(async () => {
  place = await openTestClinic();
  const admin = await place.database.connectAs('admin');
  await admin.query(
    `insert into appointment (tenant_id, id, doc)
    select $1, id, jsonb_build_object('id', id, 'version', 1, 'start', $2::bigint - n * $3::bigint,
      'end', $2::bigint - (n - 1) * $3::bigint, 'status', 'booked', 'displacement', null, 'clientIds', '[]'::jsonb,
      'phases', jsonb_build_array(jsonb_build_object('resourceIds', jsonb_build_array($4::text))))
    from (select gen_random_uuid() as id, n from generate_series(1, $5::bigint) as n) as each`,
    [place.tenantId, lastMs, hourMs, clinic.anna, pastVisits],
  );
  await admin.query('analyze appointment');
  await admin.end();
});
afterAll(() => place.close());

test.each([
  { what: 'a feed reads', hours: 30, most: 200 },
  { what: 'an export has all of', hours: null, most: pastVisits * 2 },
])('[IC8] $what what it tells, and no more of the past', async ({ hours, most }) => {
  const from = hours === null ? EARLIEST : instant(lastMs - hours * hourMs);
  const asked = { tenantId: place.tenantId, scope: { kind: 'resource', id: clinic.anna }, from } as const;
  const { told, fetched } = await withTenant(place.database.db, place.tenantId, async (tx) => {
    const book = await readBook(tx, asked);
    const { rows } = await sql<{ count: string }>`
      select idx_tup_fetch + seq_tup_read as count from pg_stat_xact_user_tables where relname = 'appointment'`.execute(
      tx,
    );
    return { told: book?.appointments.length, fetched: Number(rows[0]?.count) };
  });
  expect(told).toBe(hours === null ? pastVisits : hours + 1);
  expect(fetched).toBeLessThanOrEqual(most);
});
