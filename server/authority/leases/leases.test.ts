import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LeaseRule } from '#shared/scheduling/lease.ts';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import type { CommandVerdict } from '#shared/replication/protocol.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, location } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic, type TestDesk } from '#tests/server/test-clinic.ts';

let here: TestClinic;
let mine: TestDesk;
let other: TestDesk;
beforeAll(async () => {
  here = await openTestClinic();
  mine = here.desk;
  other = await here.openDesk();
});
afterAll(() => here.close());

/** The database's clock is the computer's, so leased time is soon. Each test has an hour of its own. */
const anHourFromNow = instant(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000);
let hours = 0;
function freshHour(): Instant {
  return plusMinutes(anHourFromNow, (hours++ % 20) * 60);
}

let rules: LeaseRule[] = [];
async function setRules(next: LeaseRule[]): Promise<void> {
  const input = { id: clinic.location, set: { leaseRules: next }, was: { leaseRules: rules } };
  expect(await mine.send({ name: 'location.upsert', input })).toMatchObject({ kind: 'accepted' });
  rules = next;
}

async function leaseRoom1ToMe(): Promise<void> {
  await setRules([{ deskId: mine.deskId, resourceIds: [clinic.room1], days: 3, lastsMinutes: null }]);
  await here.authority.renewLeases(mine);
}

const inRoom1 = (start: Instant) => booking({ appointmentId: randomUUID(), start, phases: room1 });
const room1 = [{ minutes: 30, resourceIds: [clinic.room1] }];

/** Sends one command until there is a verdict, as a pump does. */
async function persist(desk: TestDesk, intent: Parameters<TestDesk['command']>[0]): Promise<CommandVerdict['verdict']> {
  const command = desk.command(intent);
  for (;;) {
    const [decided] = await here.authority.execute(desk, [command]);
    if (decided !== undefined) return decided.verdict;
    await sleep(100);
  }
}

test('[LE2] [LE7] leased time is its desk’s alone; a desk that does not answer keeps it, and the other is told whose it is', async () => {
  await leaseRoom1ToMe();
  const start = freshHour();
  const theirs = await persist(other, inRoom1(start));
  expect(theirs).toMatchObject({
    kind: 'displaced',
    conflicts: [{ reason: 'leased', resourceId: clinic.room1, holderId: mine.deskId, deskName: 'Front' }],
  });
  expect(await mine.send(inRoom1(start))).toMatchObject({ kind: 'accepted' });
});

test('[LE6] while the leasing desk may still answer there is no verdict, nor for later commands about the same visit', async () => {
  await leaseRoom1ToMe();
  const start = freshHour();
  const appointmentId = randomUUID();
  const book = other.command(booking({ appointmentId, start, phases: room1 }));
  const cancel = other.command({ name: 'appointment.cancel', input: { appointmentId, reason: '' } });
  const elsewhere = other.command(
    booking({ appointmentId: randomUUID(), start, phases: [{ minutes: 30, resourceIds: [clinic.room2] }] }),
  );
  const verdicts = await here.authority.execute(other, [book, cancel, elsewhere]);
  expect(verdicts.map(({ commandId }) => commandId)).toEqual([elsewhere.id]);
  const { recalls } = await here.authority.renewLeases(mine);
  expect(recalls).toContainEqual({ leaseId: expect.any(String), start, end: plusMinutes(start, 30) });
});

test('[LE5] [LE6] what the leasing desk gives up is free for who asked, and is not granted again at once', async () => {
  await leaseRoom1ToMe();
  const start = freshHour();
  const command = other.command(inRoom1(start));
  expect(await here.authority.execute(other, [command])).toEqual([]);
  const { recalls } = await here.authority.renewLeases(mine);
  await here.authority.giveUpLeases(mine, recalls);
  const { leases } = await here.authority.renewLeases(mine);
  expect(leases.filter((lease) => lease.start < plusMinutes(start, 30) && start < lease.end)).toEqual([]);
  expect(await here.authority.execute(other, [command])).toMatchObject([{ verdict: { kind: 'accepted' } }]);
});

test('[LE5] only its own desk gives a lease up', async () => {
  await leaseRoom1ToMe();
  const [lease] = (await here.authority.renewLeases(mine)).leases;
  expect(lease).toBeDefined();
  if (lease === undefined) return;
  await here.authority.giveUpLeases(other, [{ leaseId: lease.id, start: lease.start, end: lease.end }]);
  expect((await here.authority.renewLeases(mine)).leases).toContainEqual(lease);
});

test('[LE2] a visit that was there before stays whose it is: arrived, cancelled, but not longer', async () => {
  await setRules([]);
  const start = freshHour();
  await here.authority.giveUpLeases(mine, (await here.authority.renewLeases(mine)).recalls.slice(0, 500));
  const appointmentId = randomUUID();
  expect(await other.send(booking({ appointmentId, start, phases: room1 }))).toMatchObject({ kind: 'accepted' });
  await leaseRoom1ToMe();
  const input = { appointmentId, to: 'arrived' as const, seenStatus: 'booked' as const, resourceIds: [clinic.room1] };
  expect(await other.send({ name: 'appointment.change-status', input })).toMatchObject({ kind: 'accepted' });
  const seen = { start, end: plusMinutes(start, 30), resourceIds: [clinic.room1] };
  const move = { appointmentId, start: plusMinutes(start, 15), swaps: [], seen };
  expect(await persist(other, { name: 'appointment.move', input: move })).toMatchObject({
    kind: 'refused',
    refusal: { code: 'taken', conflicts: [{ reason: 'leased', holderId: mine.deskId }] },
  });
});

test('[LE4] a desk hears of the leases of others by name, and of its own what no rule keeps any more', async () => {
  await leaseRoom1ToMe();
  const { others, leases } = await here.authority.renewLeases(other);
  expect(leases).toEqual([]);
  expect(others[0]).toMatchObject({ deskId: mine.deskId, deskName: 'Front', resourceId: clinic.room1 });
  await setRules([]);
  const after = await here.authority.renewLeases(mine);
  const whole = after.leases.map(({ id: leaseId, start, end }) => ({ leaseId, start, end }));
  for (const slice of whole) expect(after.recalls).toContainEqual(slice);
});

test('[LE9] a manager ends the leases of a desk that is lost, and the audit says who; a receptionist may not', async () => {
  await leaseRoom1ToMe();
  const start = freshHour();
  const end = { name: 'lease.end', input: { deskId: mine.deskId } };
  expect(await other.send(end, { actorId: clinic.receptionist })).toMatchObject({
    kind: 'refused',
    refusal: { code: 'not-permitted' },
  });
  expect(await other.send(end)).toMatchObject({ kind: 'accepted' });
  expect(await other.send(inRoom1(start))).toMatchObject({ kind: 'accepted' });
});

test('[LE3] an expired lease keeps nothing, and what it kept may be leased to another', async () => {
  await leaseRoom1ToMe();
  const admin = await here.database.connectAs('admin');
  await admin.query('update lease set expires_at_ms = 1');
  await admin.end();
  expect(await other.send(inRoom1(freshHour()))).toMatchObject({ kind: 'accepted' });
  await setRules([{ deskId: other.deskId, resourceIds: [clinic.room1], days: 1, lastsMinutes: null }]);
  expect((await here.authority.renewLeases(other)).leases).not.toEqual([]);
  await here.authority.giveUpLeases(other, slicesOf((await here.authority.renewLeases(other)).leases));
});

function slicesOf(leases: readonly { readonly id: string; readonly start: Instant; readonly end: Instant }[]) {
  return leases.map(({ id: leaseId, start, end }) => ({ leaseId, start, end }));
}

test('[LE2] grants and bookings that meet: every booking that was accepted was there before the grant, or is the leasing desk’s own', async () => {
  const rounds = 25;
  const desks = [other, await here.openDesk(), await here.openDesk()];
  for (let round = 0; round < rounds; round += 1) {
    await setRules([]);
    await here.authority.giveUpLeases(mine, [
      ...slicesOf((await here.authority.renewLeases(mine)).leases),
      { leaseId: randomUUID(), start: at('09:00'), end: at('10:00') },
    ]);
    await setRules([{ deskId: mine.deskId, resourceIds: [clinic.ben], days: 3, lastsMinutes: null }]);
    const start = plusMinutes(anHourFromNow, round * 30);
    const phases = [{ minutes: 30, resourceIds: [clinic.ben] }];
    const bookings = desks.map(async (desk, at) => {
      await sleep(Math.random() * 6);
      const shifted = plusMinutes(start, at * 10);
      return here.authority.execute(desk, [
        desk.command(booking({ appointmentId: randomUUID(), start: shifted, phases })),
      ]);
    });
    await sleep(Math.random() * 6);
    const { leases } = await here.authority.renewLeases(mine);
    // The desk reads what is booked after it has heard of the lease: that is all that there can be.
    const known = await bookedBen();
    await Promise.all(bookings);
    expect(leases.length).toBeGreaterThan(0);
    expect(await bookedBen()).toEqual(known);
  }
});

async function bookedBen(): Promise<readonly string[]> {
  const admin = await here.database.connectAs('admin');
  const { rows } = await admin.query<{ holder_id: string }>(
    'select holder_id from claim where resource_id = $1 order by holder_id',
    [clinic.ben],
  );
  await admin.end();
  return rows.map(({ holder_id }) => holder_id);
}

test('[LE2] the database itself leases no time twice', async () => {
  await leaseRoom1ToMe();
  const admin = await here.database.connectAs('admin');
  const again = admin.query(
    `insert into lease (tenant_id, id, desk_id, resource_id, start_ms, end_ms, expires_at_ms)
     select tenant_id, gen_random_uuid(), $1, resource_id, start_ms, end_ms, expires_at_ms from lease where resource_id = $2`,
    [other.deskId, clinic.room1],
  );
  await expect(again).rejects.toMatchObject({ code: '23P01' });
  await admin.end();
});

test('[LE1] what a location’s rules are is a manager’s to say, and older locations have none', async () => {
  expect(location().leaseRules).toBeUndefined();
  const input = { id: clinic.location, set: { leaseRules: [] }, was: { leaseRules: rules } };
  expect(await mine.send({ name: 'location.upsert', input }, { actorId: clinic.receptionist })).toMatchObject({
    kind: 'refused',
    refusal: { code: 'not-permitted' },
  });
});
