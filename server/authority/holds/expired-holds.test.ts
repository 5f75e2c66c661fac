import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LeaseRule } from '#shared/scheduling/lease.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import { postgresStore } from '#server/authority/postgres/postgres-store.ts';
import { extendHorizon } from '#server/jobs/series-horizon.ts';
import { repeating } from '#tests/builders/booked-series.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { holdWish } from '#tests/builders/hold.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

let database: TestDatabase;
let here: TestClinic;
beforeAll(async () => {
  database = await openTestDatabase();
  await sql`insert into server_state (epoch, birthplace) values (${randomUUID()}, 'test') on conflict do nothing`.execute(
    database.db,
  );
});
afterAll(() => database.close());
beforeEach(async () => {
  here = await openTestClinic({ database });
});

/** Another desk's, on Anna and room 1, whose claims are in the database still, whether or not it is over. */
async function holdAt(start: Instant, state: 'in force' | 'over'): Promise<string> {
  const wish = holdWish({ start });
  expect(await here.authority.holds.place(await here.openDesk(), wish)).toMatchObject({ kind: 'held' });
  if (state === 'over') {
    const admin = await database.connectAs('admin');
    const long =
      'update hold set placed_at_ms = placed_at_ms - 900000, expires_at_ms = expires_at_ms - 900000 where id = $1';
    await admin.query(long, [wish.id]);
    await admin.end();
  }
  return wish.id;
}

const states = ['in force', 'over'] as const;

test.each(states)('[TL4] a hold that is %s and an imported row', async (state) => {
  const start = at('2027-03-01T09:00');
  await holdAt(start, state);
  const input = {
    appointmentId: randomUUID(),
    locationId: clinic.location,
    serviceId: clinic.visit,
    clientIds: [],
    resourceIds: [clinic.room1],
    start,
    minutes: 30,
    label: 'Case 1',
    status: 'booked',
    notes: '',
  };
  const verdict = await here.desk.send({ name: 'appointment.import', input });
  expect(verdict.kind).toBe(state === 'over' ? 'accepted' : 'refused');
});

test.each(states)('[TL4] a hold that is %s and a series that is booked over it', async (state) => {
  // The second Tuesday of the series, nine o'clock in Berlin.
  await holdAt(at('2026-12-01T08:00'), state);
  const seriesId = seriesIdFrom(randomUUID());
  const verdict = await here.desk.send(repeating({ seriesId, rules: ['FREQ=WEEKLY;COUNT=4'] }));
  expect(verdict.kind === 'accepted').toBe(state === 'over');
});

test.each(states)('[TL4] a hold that is %s and a series that the server moves on', async (state) => {
  const seriesId = seriesIdFrom(randomUUID());
  expect((await here.desk.send(repeating({ seriesId, rules: ['FREQ=WEEKLY'] }))).kind).toBe('accepted');
  const beyond = at('2028-05-30T07:00');
  await holdAt(beyond, state);
  await database.db.updateTable('server_state').set({ zone_rules: null }).execute();
  const report = (kind: string, what: string): void => expect.unreachable(`${kind} ${what}`);
  const store = postgresStore(database.db);
  const clock = () => at('2027-01-10T00:00');
  const { tenantId } = here;
  await extendHorizon({ db: database.db, store, tenantId, clock, zoneRules: '2026a', report });
  expect(await kindsAt(beyond)).toEqual([state === 'over' ? 'appointment' : 'hold']);
});

test.each(states)('[TL4] [LE2] a hold that is %s and a lease on its room', async (state) => {
  // The database's clock is the computer's, so leased time is soon.
  const start = instant(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000);
  await holdAt(start, state);
  const rules: LeaseRule[] = [{ deskId: here.desk.deskId, resourceIds: [clinic.room1], days: 3, lastsMinutes: null }];
  const input = { id: clinic.location, set: { leaseRules: rules }, was: { leaseRules: [] } };
  expect(await here.desk.send({ name: 'location.upsert', input })).toMatchObject({ kind: 'accepted' });
  const { leases } = await here.authority.renewLeases(here.desk);
  const end = plusMinutes(start, 30);
  expect(leases.length).toBeGreaterThan(0);
  expect(leases.some((lease) => lease.start < end && start < lease.end)).toBe(state === 'over');
});

async function kindsAt(start: Instant): Promise<readonly string[]> {
  const admin = await database.connectAs('admin');
  const { rows } = await admin.query<{ kind: string }>(
    'select distinct holder_kind as kind from claim where tenant_id = $1 and start_ms = $2',
    [here.tenantId, start],
  );
  await admin.end();
  return rows.map(({ kind }) => kind);
}
