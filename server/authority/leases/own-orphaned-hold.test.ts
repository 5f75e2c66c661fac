import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { clinic } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { openTestClinic, type TestClinic, type TestDesk } from '#tests/server/test-clinic.ts';

let here: TestClinic;
let mine: TestDesk;
beforeAll(async () => {
  here = await openTestClinic({ now: () => instant(Date.now()) });
  mine = here.desk;
  const rule = { deskId: mine.deskId, resourceIds: [clinic.room1], days: 3, lastsMinutes: null };
  const input = { id: clinic.location, set: { leaseRules: [rule] }, was: { leaseRules: [] } };
  expect(await mine.send({ name: 'location.upsert', input })).toMatchObject({ kind: 'accepted' });
  expect((await here.authority.renewLeases(mine)).leases.length).toBeGreaterThan(0);
});
afterAll(() => here.close());

/** The database's clock is the computer's, so leased time is soon. Each test has an hour of its own. */
const anHourFromNow = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000;
let hours = 0;
const freshHour = (): Instant => instant(anHourFromNow + 3_600_000 * hours++);

const phasesIn = (minutes: number, ...resourceIds: string[]) => [{ minutes, resourceIds }];

/** As by a window that is no more. */
async function orphanedHold(start: Instant, roomId: string) {
  const wish = holdWish({ start, phases: phasesIn(30, roomId) });
  expect(await here.authority.holds.place(mine, wish)).toMatchObject({ kind: 'held' });
  return ownHold(wish);
}

const book = (start: Instant, phases: ReturnType<typeof phasesIn>) =>
  booking({ appointmentId: randomUUID(), start, phases });

async function heldIds(): Promise<readonly string[]> {
  return (await here.authority.holds.list(mine)).holds.map(({ id }) => id);
}

test('[LE10] a hold that a window of the desk left behind breaks no promise of the desk: what is booked in its lease takes its place', async () => {
  const start = freshHour();
  const hold = await orphanedHold(start, clinic.room1);
  expect(await mine.send(book(start, phasesIn(30, clinic.room1)))).toMatchObject({ kind: 'accepted' });
  expect(await heldIds()).not.toContain(hold.id);
  expect(await here.authority.holds.extend(mine, hold)).toEqual({ kind: 'ended' });
  const late = await mine.send(book(start, phasesIn(30, clinic.room1)), { hold });
  expect(late).toMatchObject({ kind: 'refused', refusal: { code: 'hold-expired' } });
});

test('[LE10] however many of them there are, and also for a visit that is moved there', async () => {
  const start = freshHour();
  const holds = [start, plusMinutes(start, 30)].map((each) => orphanedHold(each, clinic.room1));
  const ids = (await Promise.all(holds)).map(({ id }) => id);
  const there = freshHour();
  const visit = book(there, phasesIn(60, clinic.room1));
  await mine.send(visit);
  const seen = { start: there, end: plusMinutes(there, 60), resourceIds: [clinic.room1] };
  const move = { appointmentId: visit.input.appointmentId, start, swaps: [], seen };
  expect(await mine.send({ name: 'appointment.move', input: move })).toMatchObject({ kind: 'accepted' });
  expect((await heldIds()).filter((id) => ids.includes(id))).toEqual([]);
});

test('[LE10] [HD5] outside of its leases, if only in part, its own hold stands in the way as anybody’s', async () => {
  const start = freshHour();
  const [first, second] = [await orphanedHold(start, clinic.room2), await orphanedHold(start, clinic.room1)];
  const elsewhere = await mine.send(book(start, phasesIn(30, clinic.room2)));
  expect(elsewhere).toMatchObject({ kind: 'displaced', conflicts: [{ reason: 'held', holderId: first.id }] });
  const reaching = await mine.send(book(start, phasesIn(30, clinic.room1, clinic.anna)));
  expect(reaching).toMatchObject({ kind: 'displaced', conflicts: [{ reason: 'held', holderId: second.id }] });
  const blocked = { blockId: randomUUID(), resourceId: clinic.room1, start, end: plusMinutes(start, 30) };
  const block = await mine.send({ name: 'block.put', input: { ...blocked, kind: 'other', reason: '' } });
  expect(block).toMatchObject({ kind: 'refused', refusal: { conflicts: [{ holderId: second.id }] } });
  expect((await heldIds()).filter((id) => [first.id, second.id].includes(id))).toHaveLength(2);
});

test('[LE10] [I1] what two windows of the desk book over one hold at once is booked once', async () => {
  const start = freshHour();
  await orphanedHold(start, clinic.room1);
  const verdicts = await Promise.all([1, 2, 3, 4].map(() => mine.send(book(start, phasesIn(30, clinic.room1)))));
  expect(verdicts.map(({ kind }) => kind).toSorted()).toEqual(['accepted', 'displaced', 'displaced', 'displaced']);
});
