import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Verdict } from '#shared/commands/verdict.ts';
import { must } from '#shared/lib/must.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { occurrenceId, seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import type { Instant } from '#shared/time/instant.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import { postgresStore } from '#server/authority/postgres/postgres-store.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { extendHorizon, type HorizonOutcome } from '#server/jobs/series-horizon.ts';
import { repeating } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

let database: TestDatabase;
let here: TestClinic;
let seriesId: string;
beforeAll(async () => {
  database = await openTestDatabase();
  await sql`insert into server_state (epoch, birthplace) values (${randomUUID()}, 'test') on conflict do nothing`.execute(
    database.db,
  );
});
afterAll(() => database.close());
beforeEach(async () => {
  here = await openTestClinic({ database });
  seriesId = seriesIdFrom(randomUUID());
  await database.db.updateTable('server_state').set({ zone_rules: null }).execute();
  expect((await here.desk.send(repeating({ seriesId, rules: ['FREQ=WEEKLY'] }))).kind).toBe('accepted');
});

function extend(now: Instant, zoneRules = '2026a'): Promise<HorizonOutcome> {
  const report = (kind: string, what: string): void => expect.unreachable(`${kind} ${what}`);
  const store = postgresStore(database.db);
  return extendHorizon({ db: database.db, store, tenantId: here.tenantId, clock: () => now, zoneRules, report });
}

function occurrenceOn(date: string): string {
  return occurrenceId(seriesId, mustBeWall(`${date}T09:00:00`));
}

async function claimsOf(holderId: string): Promise<{ start: number; end: number }[]> {
  const { rows } = await withTenant(database.db, here.tenantId, (tx) =>
    sql<{ start_ms: string; end_ms: string }>`
      select start_ms, end_ms from claim where tenant_id = ${here.tenantId} and holder_id = ${holderId}`.execute(tx),
  );
  return rows.map(({ start_ms, end_ms }) => ({ start: Number(start_ms), end: Number(end_ms) }));
}

async function documentOf<Kind>(collection: 'series' | 'appointments', id: string): Promise<Kind | undefined> {
  const { rows } = await withTenant(database.db, here.tenantId, (tx) =>
    sql<{ doc: Kind }>`
      select doc from ${sql.table(collection === 'series' ? 'series' : 'appointment')}
      where tenant_id = ${here.tenantId} and id = ${id}`.execute(tx),
  );
  return rows[0]?.doc;
}

function bookOn(start: Instant): Promise<Verdict> {
  return here.desk.send(booking({ appointmentId: randomUUID(), start }));
}

// The clinic's clock stands at 23 November 2026; 18 months later is 24 May 2028.
test('[SR4] claims reach 18 months ahead, and the job moves them on; before it has to, it writes nothing', async () => {
  expect(await claimsOf(occurrenceOn('2028-05-23'))).toHaveLength(2);
  expect(await claimsOf(occurrenceOn('2028-05-30'))).toHaveLength(0);
  expect(await extend(at('2026-12-01T00:00'))).toEqual({ kind: 'done', extended: 0 });
  expect(await extend(at('2027-01-10T00:00'))).toEqual({ kind: 'done', extended: 1 });
  expect(await claimsOf(occurrenceOn('2028-05-30'))).toHaveLength(2);
  expect((await bookOn(at('2028-05-30T07:15'))).kind).toBe('displaced');
});

test('[SR4] what was booked beyond the horizon stays; the occurrence that comes upon it waits in the inbox', async () => {
  expect((await bookOn(at('2028-05-30T07:00'))).kind).toBe('accepted');
  await extend(at('2027-01-10T00:00'));
  const waiting = await documentOf<Appointment>('appointments', occurrenceOn('2028-05-30'));
  expect(waiting).toMatchObject({ version: 1, claims: [], start: at('2028-05-30T07:00') });
  expect(waiting?.displacement?.conflicts.length).toBeGreaterThan(0);
  const series = must(await documentOf<BookedSeries>('series', seriesId), 'the series');
  expect(series.exceptions.map(({ recurrenceId }) => recurrenceId)).toEqual(['2028-05-30T09:00:00']);
});

test('[SR4] a series that ends within the horizon is never looked at again', async () => {
  const finite = seriesIdFrom(randomUUID());
  await here.desk.send(repeating({ seriesId: finite, start: '2026-11-25T09:00:00' }));
  expect(await extend(at('2031-01-10T00:00'))).toEqual({ kind: 'done', extended: 1 });
});

test('[SR4] of two servers one moves the claims on, and both at once do it once', async () => {
  const outcomes = await Promise.all([extend(at('2027-01-10T00:00')), extend(at('2027-01-10T00:00'))]);
  const extended = outcomes.map((one) => (one.kind === 'done' ? one.extended : 0));
  expect(extended.toSorted()).toEqual([0, 1]);
  expect(await documentOf<BookedSeries>('series', seriesId)).toMatchObject({ version: 2 });
});

test('[SR5] with other zone rules every claim is worked out anew, and what clashes waits in the inbox', async () => {
  await extend(at('2026-11-23T08:00'));
  const holder = occurrenceOn('2027-07-06');
  const [before] = await claimsOf(holder);
  // As if the claims had been made when Berlin kept winter time all year.
  await withTenant(database.db, here.tenantId, (tx) =>
    sql`delete from claim where tenant_id = ${here.tenantId} and holder_id = ${holder}`.execute(tx),
  );
  expect((await bookOn(at('2027-07-06T07:00'))).kind).toBe('accepted');
  expect(await extend(at('2026-11-23T08:00'), '2026b')).toEqual({ kind: 'done', extended: 1 });
  expect(before?.start).toBe(at('2027-07-06T07:00'));
  expect(await documentOf<Appointment>('appointments', holder)).toMatchObject({ version: 1, claims: [] });
  expect(await claimsOf(occurrenceOn('2027-07-13'))).toHaveLength(2);
  expect(await extend(at('2026-11-23T08:00'), '2026b')).toEqual({ kind: 'done', extended: 0 });
});

test('[SR5] what was overtaken when the zone rules had changed is worked out anew the next time', async () => {
  const now = at('2026-11-23T08:00');
  await extend(now);
  const store = postgresStore(database.db);
  const busy: AuthorityStore = {
    ...store,
    transaction: (tenantId, work, options) =>
      store.transaction(tenantId, (tx) => work({ ...tx, takeClaims: async () => false }), options),
  };
  const horizon = { db: database.db, tenantId: here.tenantId, clock: () => now, zoneRules: '2026b', report: () => {} };
  expect(await extendHorizon({ ...horizon, store: busy })).toEqual({ kind: 'done', extended: 0 });
  expect(await extend(now, '2026b')).toEqual({ kind: 'done', extended: 1 });
});

test('[SR4] the audit says what the server did, and no desk may ask for it', async () => {
  await extend(at('2027-01-10T00:00'));
  const trail = await here.authority.auditTrail(here.tenantId, seriesId);
  expect(trail.map(({ name, deskName }) => [name, deskName])).toEqual([
    ['series.extend', 'Server'],
    ['series.create', 'Front'],
  ]);
  const asked = await here.desk.send({ name: 'series.extend', input: { seriesId, isRederived: true } });
  expect(asked).toMatchObject({ kind: 'refused', refusal: { code: 'unknown-command' } });
});
