import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
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

let slots = 0;
/** Each test has an hour of its own. */
function freshHour(): Instant {
  return plusMinutes(at('2026-12-01T06:00'), 60 * slots++);
}

const room1 = [{ minutes: 30, resourceIds: [clinic.room1] }];

async function asAdmin(statement: string, values: readonly unknown[]): Promise<unknown[]> {
  const admin = await here.database.connectAs('admin');
  const { rows } = await admin.query(statement, [...values]);
  await admin.end();
  return rows;
}

async function letExpire(holdId: string): Promise<void> {
  await asAdmin(
    'update hold set placed_at_ms = placed_at_ms - 3000000, expires_at_ms = expires_at_ms - 3000000 where id = $1',
    [holdId],
  );
}

test('[HD1] [HD5] a held slot is taken for another hold and for a booking, and both are told by what', async () => {
  const start = freshHour();
  const wish = holdWish({ start });
  expect(await here.authority.holds.place(mine, wish)).toMatchObject({ kind: 'held', hold: { id: wish.id } });
  const conflicts = [clinic.anna, clinic.room1].map((resourceId) => ({
    resourceId,
    reason: 'held',
    holderId: wish.id,
    start,
    end: plusMinutes(start, 30),
  }));
  expect(await here.authority.holds.place(other, holdWish({ start }))).toEqual({ kind: 'taken', conflicts });
  expect(await other.send(booking({ appointmentId: randomUUID(), start }))).toMatchObject({
    kind: 'displaced',
    conflicts,
  });
});

test('[HD1] where one of its resources is taken, a hold takes none of them', async () => {
  const start = freshHour();
  await here.authority.holds.place(mine, holdWish({ start, phases: room1 }));
  expect(await here.authority.holds.place(other, holdWish({ start }))).toMatchObject({ kind: 'taken' });
  const withAnna = holdWish({ start, phases: [{ minutes: 30, resourceIds: [clinic.anna] }] });
  expect(await here.authority.holds.place(other, withAnna)).toMatchObject({ kind: 'held' });
});

test('[HD1] [BK6] holds fill the lanes of a resource, and no more', async () => {
  const start = freshHour();
  const gym = [{ minutes: 30, resourceIds: [clinic.gym] }];
  const placed = await Promise.all(
    Array.from({ length: 8 }, () => here.authority.holds.place(mine, holdWish({ start, phases: gym }))),
  );
  expect(placed.filter(({ kind }) => kind === 'held')).toHaveLength(3);
  expect(placed.filter(({ kind }) => kind === 'taken')).toHaveLength(5);
});

test('[HD1] [BK5] buffers of two neighbouring holds may share time, but no buffer overlaps a visit', async () => {
  const start = freshHour();
  const wish = { phases: room1, bufferBeforeMinutes: 10, bufferAfterMinutes: 15 };
  await here.authority.holds.place(mine, holdWish({ ...wish, start }));
  const next = (minutes: number) =>
    here.authority.holds.place(other, holdWish({ ...wish, start: plusMinutes(start, minutes) }));
  expect(await next(40)).toMatchObject({ kind: 'taken' });
  expect(await next(45)).toMatchObject({ kind: 'held' });
  slots += 1;
});

test('[HD2] the same placing twice is one hold, and a hold that is over does not come back', async () => {
  const wish = holdWish({ start: freshHour() });
  const first = await here.authority.holds.place(mine, wish);
  expect(await here.authority.holds.place(mine, wish)).toEqual(first);
  expect(await here.authority.holds.release(mine, ownHold(wish))).toEqual({ kind: 'released' });
  expect(await here.authority.holds.release(mine, ownHold(wish))).toEqual({ kind: 'released' });
  expect(await here.authority.holds.place(mine, wish)).toEqual({ kind: 'refused', code: 'hold-expired' });
});

test('[HD2] a release that overtakes its placing leaves nothing held', async () => {
  const wish = holdWish({ start: freshHour() });
  expect(await here.authority.holds.release(mine, ownHold(wish))).toEqual({ kind: 'released' });
  expect(await here.authority.holds.place(mine, wish)).toEqual({ kind: 'refused', code: 'hold-expired' });
  expect(await asAdmin('select 1 from claim where holder_id = $1', [wish.id])).toEqual([]);
});

test('[HD4] another token neither extends nor releases nor confirms, and no answer tells the right one', async () => {
  const start = freshHour();
  const wish = holdWish({ start });
  const placed = await here.authority.holds.place(mine, wish);
  const stolen = { id: wish.id, ownerToken: randomUUID() };
  expect(await here.authority.holds.extend(other, stolen)).toEqual({ kind: 'ended' });
  expect(await here.authority.holds.release(other, stolen)).toEqual({ kind: 'not-owner' });
  expect(await here.authority.holds.place(other, { ...wish, ...stolen })).toEqual({
    kind: 'refused',
    code: 'hold-not-yours',
  });
  expect(await other.send(booking({ appointmentId: randomUUID(), start }), { hold: stolen })).toMatchObject({
    kind: 'refused',
    refusal: { code: 'hold-not-yours' },
  });
  const listed = await here.authority.holds.list(other);
  expect(listed.holds.map(({ id }) => id)).toContain(wish.id);
  expect(JSON.stringify([placed, listed])).not.toContain(wish.ownerToken);
});

test('[HD3] an extended hold lasts as long from now on as a new one', async () => {
  const wish = holdWish({ start: freshHour() });
  await here.authority.holds.place(mine, wish);
  await asAdmin(
    'update hold set placed_at_ms = placed_at_ms - 200000, expires_at_ms = expires_at_ms - 200000 where id = $1',
    [wish.id],
  );
  const extended = await here.authority.holds.extend(mine, ownHold(wish));
  const { serverTime } = await here.authority.holds.list(mine);
  expect(extended).toMatchObject({ kind: 'held' });
  const left = extended.kind === 'held' ? extended.hold.expiresAt - serverTime : 0;
  expect(left).toBeGreaterThan(290_000);
  expect(left).toBeLessThanOrEqual(300_000);
});

test('[HD6] [I5] an expired hold blocks neither a hold nor a booking, and cannot be extended', async () => {
  const start = freshHour();
  const [first, second] = [holdWish({ start }), holdWish({ start })];
  await here.authority.holds.place(mine, first);
  await letExpire(first.id);
  expect(await here.authority.holds.extend(mine, ownHold(first))).toEqual({ kind: 'ended' });
  expect(await here.authority.holds.place(other, second)).toMatchObject({ kind: 'held' });
  await letExpire(second.id);
  expect(await mine.send(booking({ appointmentId: randomUUID(), start }))).toMatchObject({ kind: 'accepted' });
});

test('[HD7] moving a visit by a quarter of an hour can be held and confirmed, though its own time is in the way', async () => {
  const start = freshHour();
  const appointmentId = randomUUID();
  await mine.send(booking({ appointmentId, start }));
  const wish = holdWish({ start: plusMinutes(start, 15), appointmentId });
  expect(await here.authority.holds.place(mine, wish)).toMatchObject({ kind: 'held', hold: { appointmentId } });
  expect(await here.authority.holds.place(other, holdWish({ start: plusMinutes(start, 30) }))).toMatchObject({
    kind: 'taken',
  });
  const seen = { start, end: plusMinutes(start, 30), resourceIds: [clinic.anna, clinic.room1] };
  const move = { name: 'appointment.move', input: { appointmentId, start: plusMinutes(start, 15), swaps: [], seen } };
  expect(await mine.send(move, { hold: ownHold(wish) })).toMatchObject({ kind: 'accepted' });
  expect(await asAdmin('select 1 from claim where holder_id = $1', [wish.id])).toEqual([]);
});

test('[HD8] choosing another slot lets the first one go; choosing a taken one keeps it', async () => {
  const [start, next] = [freshHour(), freshHour()];
  const first = holdWish({ start });
  await here.authority.holds.place(mine, first);
  const rival = holdWish({ start: next });
  await here.authority.holds.place(other, rival);
  const replaces = ownHold(first);
  expect(await here.authority.holds.place(mine, holdWish({ start: next, replaces }))).toMatchObject({ kind: 'taken' });
  expect(await here.authority.holds.extend(mine, replaces)).toMatchObject({ kind: 'held' });
  await here.authority.holds.release(other, ownHold(rival));
  expect(await here.authority.holds.place(mine, holdWish({ start: next, replaces }))).toMatchObject({ kind: 'held' });
  expect(await here.authority.holds.extend(mine, replaces)).toEqual({ kind: 'ended' });
  expect(await here.authority.holds.place(other, holdWish({ start }))).toMatchObject({ kind: 'held' });
});

test('[HD9] a booking with its hold takes what was held; the hold is over then', async () => {
  const start = freshHour();
  const wish = holdWish({ start });
  await here.authority.holds.place(mine, wish);
  const book = booking({ appointmentId: randomUUID(), start });
  const command = mine.command(book, { hold: ownHold(wish) });
  const [verdict] = await mine.push([command]);
  expect(verdict).toMatchObject({ kind: 'accepted' });
  expect(await mine.push([command])).toEqual([verdict]);
  expect(await here.authority.holds.extend(mine, ownHold(wish))).toEqual({ kind: 'ended' });
});

test('[RO7] [HD9] only what was decided before the server was lost may confirm a hold that is over', async () => {
  const unknown = ownHold(holdWish());
  const offer = async (offered: Parameters<typeof here.authority.execute>[2], hold = unknown) => {
    const command = mine.command(booking({ appointmentId: randomUUID(), start: freshHour() }), { hold });
    const only = new Set([command.id]);
    const named = {
      ...(offered?.reofferedIds && { reofferedIds: only }),
      ...(offered?.decidedIds && { decidedIds: only }),
    };
    return (await here.authority.execute(mine, [command], named))[0]?.verdict;
  };
  const some = new Set<string>();
  const refused = { kind: 'refused', refusal: { code: 'hold-expired' } };
  expect(await offer({})).toMatchObject(refused);
  expect(await offer({ reofferedIds: some })).toMatchObject(refused);
  expect(await offer({ reofferedIds: some, decidedIds: some })).toMatchObject({ kind: 'accepted' });
  expect(await offer({ decidedIds: some })).toMatchObject({ kind: 'accepted' });
  const wish = holdWish({ start: freshHour() });
  await here.authority.holds.place(other, wish);
  const notOurs = { id: wish.id, ownerToken: randomUUID() };
  expect(await offer({ decidedIds: some }, notOurs)).toMatchObject({ refusal: { code: 'hold-not-yours' } });
});

test('[HD9] [I5] confirming an expired, released or unknown hold is refused, though the slot is free', async () => {
  const start = freshHour();
  const expired = holdWish({ start });
  await here.authority.holds.place(mine, expired);
  await letExpire(expired.id);
  const late = (hold: { id: string; ownerToken: string }) =>
    mine.send(booking({ appointmentId: randomUUID(), start }), { hold: ownHold(hold) });
  const refused = { kind: 'refused', refusal: { code: 'hold-expired' } };
  expect(await late(expired)).toMatchObject(refused);
  expect(await late(holdWish())).toMatchObject(refused);
  expect(await mine.send(booking({ appointmentId: randomUUID(), start }))).toMatchObject({ kind: 'accepted' });
});

test('[HD10] a refused command leaves its hold in force', async () => {
  const wish = holdWish({ start: freshHour() });
  await here.authority.holds.place(mine, wish);
  const input = { appointmentId: randomUUID(), reason: '' };
  const verdict = await mine.send({ name: 'appointment.cancel', input }, { hold: ownHold(wish) });
  expect(verdict).toMatchObject({ kind: 'refused', refusal: { code: 'unknown-appointment' } });
  expect(await here.authority.holds.extend(mine, ownHold(wish))).toMatchObject({ kind: 'held' });
});

test('[HD12] a practitioner, or somebody unknown at this desk, holds nothing', async () => {
  const start = freshHour();
  const practitioner = await here.addPerson('practitioner');
  await here.authority.bindPerson(mine, practitioner);
  const by = (actorId: string) => here.authority.holds.place(mine, holdWish({ start, actorId }));
  expect(await by(practitioner)).toEqual({ kind: 'refused', code: 'not-permitted' });
  expect(await by(randomUUID())).toEqual({ kind: 'refused', code: 'actor-unknown' });
});

test('[HD3] [I11] managers choose for how long new holds last, and nobody else does', async () => {
  expect(await here.authority.holds.setMinutes(mine, { actorId: clinic.receptionist, minutes: 9 })).toEqual({
    kind: 'refused',
    code: 'not-permitted',
  });
  expect(await here.authority.holds.setMinutes(mine, { actorId: clinic.manager, minutes: 2 })).toEqual({
    kind: 'set',
    minutes: 2,
  });
  const placed = await here.authority.holds.place(mine, holdWish({ start: freshHour() }));
  expect(placed.kind === 'held' && placed.hold.expiresAt - placed.hold.placedAt).toBe(120_000);
  expect((await here.authority.findTenant(here.tenantId))?.holdMinutes).toBe(2);
  await here.authority.holds.setMinutes(mine, { actorId: clinic.manager, minutes: 5 });
});

test('[I6] a clinic sees, extends and releases none of the holds of another', async () => {
  const wish = holdWish({ start: freshHour() });
  await here.authority.holds.place(mine, wish);
  const stranger = await openTestClinic({ database: { ...here.database, close: async () => undefined } });
  expect(await stranger.authority.holds.extend(stranger.desk, ownHold(wish))).toEqual({ kind: 'ended' });
  expect((await stranger.authority.holds.list(stranger.desk)).holds).toEqual([]);
  expect(await stranger.authority.holds.release(stranger.desk, ownHold(wish))).toEqual({ kind: 'released' });
  expect(await here.authority.holds.extend(mine, ownHold(wish))).toMatchObject({ kind: 'held' });
});

test('[HD14] a pending appointment keeps its time, from holds and from bookings', async () => {
  const start = freshHour();
  expect(await mine.send(booking({ appointmentId: randomUUID(), start, status: 'pending' }))).toMatchObject({
    kind: 'accepted',
  });
  expect(await here.authority.holds.place(other, holdWish({ start }))).toMatchObject({
    kind: 'taken',
    conflicts: [{ reason: 'taken' }, { reason: 'taken' }],
  });
  expect(await other.send(booking({ appointmentId: randomUUID(), start }))).toMatchObject({ kind: 'displaced' });
});
