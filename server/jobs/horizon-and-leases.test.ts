import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { occurrenceId, seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { addDays, localDate } from '#shared/time/local.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { parseZone } from '#shared/time/zone.ts';
import { postgresStore } from '#server/authority/postgres/postgres-store.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { extendHorizon, type HorizonOutcome } from '#server/jobs/series-horizon.ts';
import { repeating } from '#tests/builders/booked-series.ts';
import { clinic, location } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic, type TestDesk } from '#tests/server/test-clinic.ts';

/** Leases are by the database's clock, which is the computer's; so here everything is. */
const now = (): Instant => instant(Date.now());
const today = localDate(now(), must(parseZone('Europe/Berlin'), 'zone'));
const [first, second] = [addDays(today, 1), addDays(today, 2)];

let here: TestClinic;
let leasing: TestDesk;
beforeAll(async () => {
  here = await openTestClinic({ now });
  await sql`insert into server_state (epoch, birthplace) values (${randomUUID()}, 'test') on conflict do nothing`.execute(
    here.database.db,
  );
  leasing = await here.openDesk();
  const rule = { deskId: leasing.deskId, resourceIds: [clinic.room1], days: 3, lastsMinutes: null };
  const input = { id: clinic.location, set: { leaseRules: [rule] }, was: { leaseRules: location().leaseRules ?? [] } };
  expect(await here.desk.send({ name: 'location.upsert', input })).toMatchObject({ kind: 'accepted' });
});
afterAll(() => here.close());

let version = 0;
const rules = { current: 'before', change: () => (rules.current = `rules ${(version += 1)}`) };

function extend(): Promise<HorizonOutcome> {
  const { db } = here.database;
  const report = (kind: string, what: string): void => expect.unreachable(`${kind} ${what}`);
  const horizon = { db, store: postgresStore(db), tenantId: here.tenantId, clock: now, report };
  return extendHorizon({ ...horizon, zoneRules: rules.current });
}

async function makeSeries(hour: string, resourceId: string): Promise<(date: string) => string> {
  const seriesId = seriesIdFrom(randomUUID());
  const start = `${first}T${hour}:00:00`;
  const phases = [{ minutes: 30, resourceIds: [resourceId] }];
  const made = await leasing.send(repeating({ seriesId, start, rules: ['FREQ=DAILY'], phases }));
  expect(made).toMatchObject({ kind: 'accepted' });
  return (date) => occurrenceId(seriesId, mustBeWall(`${date}T${hour}:00:00`));
}

function claimsOf(holderId: string): Promise<number> {
  return withTenant(here.database.db, here.tenantId, async (tx) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from claim where holder_id = ${holderId}`.execute(tx);
    return rows[0]?.n ?? 0;
  });
}

/** As if other zone rules had had it elsewhere: somebody may lease the time by now. */
function forgetTime(holderId: string): Promise<unknown> {
  return withTenant(here.database.db, here.tenantId, (tx) =>
    sql`delete from claim where holder_id = ${holderId}`.execute(tx),
  );
}

async function appointment(id: string): Promise<Appointment | undefined> {
  const { rows } = await withTenant(here.database.db, here.tenantId, (tx) =>
    sql<{ doc: Appointment }>`select doc from appointment where id = ${id}`.execute(tx),
  );
  return rows[0]?.doc;
}

test('[SR5] [LE2] a lease that was granted around what a series has is nothing to ask for: it keeps its time', async () => {
  const occurrence = await makeSeries('09', clinic.room1);
  await extend();
  await here.authority.renewLeases(leasing);
  rules.change();
  expect(await extend()).toEqual({ kind: 'done', extended: 1 });
  expect(await claimsOf(occurrence(first))).toBeGreaterThan(0);
  expect(await appointment(occurrence(first))).toBeUndefined();
  const { recalls } = await here.authority.renewLeases(leasing);
  expect(recalls).toEqual([]);
});

test('[SR5] [LE7] what comes into the lease of a desk that does not answer waits in the inbox, and all series are done', async () => {
  const leased = await makeSeries('11', clinic.room1);
  const free = await makeSeries('11', clinic.room2);
  await forgetTime(leased(second));
  await here.authority.renewLeases(leasing);
  rules.change();
  expect(await extend()).toEqual({ kind: 'done', extended: 3 });
  const waiting = await appointment(leased(second));
  expect(waiting?.displacement?.conflicts).toMatchObject([{ reason: 'leased', holderId: leasing.deskId }]);
  expect(await appointment(leased(first))).toBeUndefined();
  expect(await claimsOf(leased(first))).toBeGreaterThan(0);
  expect(await claimsOf(free(second))).toBeGreaterThan(0);
  expect(await extend()).toEqual({ kind: 'done', extended: 0 });
});

test(
  '[SR5] [LE6] a desk that is there gives up what a series needs, and nothing waits in the inbox',
  { timeout: 40_000 },
  async () => {
    const leased = await makeSeries('13', clinic.room1);
    await forgetTime(leased(second));
    // What the test before this one has asked for.
    await giveUpWhatIsAsked();
    rules.change();
    const extending = extend();
    await expect.poll(giveUpWhatIsAsked, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await extending).toEqual({ kind: 'done', extended: 4 });
    expect(await claimsOf(leased(second))).toBeGreaterThan(0);
    expect(await appointment(leased(second))).toBeUndefined();
  },
);

/** As a desk does that is there. @returns how many slices it gave up. */
async function giveUpWhatIsAsked(): Promise<number> {
  const { recalls } = await here.authority.renewLeases(leasing);
  await here.authority.giveUpLeases(leasing, recalls);
  return recalls.length;
}
