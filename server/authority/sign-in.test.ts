import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instant, instant } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, PIN, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
let now: Instant = at('08:00');
beforeAll(async () => {
  here = await openTestClinic({ now: () => now });
});
afterAll(() => here.close());

const signIn = (personId: string, pin: string) => here.authority.signIn(here.desk, { personId, pin });

test('the right PIN signs in, and binds the person to the desk', async () => {
  const personId = await here.addPerson('receptionist');
  const before = await here.desk.send(booking({ appointmentId: randomUUID() }), { actorId: personId });
  expect(before).toMatchObject({ refusal: { code: 'actor-unknown' } });
  expect(await signIn(personId, PIN)).toMatchObject({
    kind: 'signed-in',
    person: { id: personId, version: 1, role: 'receptionist' },
  });
  expect(await here.desk.send(booking({ appointmentId: randomUUID() }), { actorId: personId })).toMatchObject({
    kind: 'accepted',
  });
});

test('[GI3] five wrong PINs lock for a minute, also against the right one; then there are five more', async () => {
  const personId = await here.addPerson('receptionist');
  const guesses = [];
  for (let guess = 0; guess < 5; guess += 1) guesses.push(await signIn(personId, '0000'));
  expect(guesses).toEqual([
    { kind: 'wrong-pin', attemptsLeft: 4 },
    { kind: 'wrong-pin', attemptsLeft: 3 },
    { kind: 'wrong-pin', attemptsLeft: 2 },
    { kind: 'wrong-pin', attemptsLeft: 1 },
    { kind: 'locked', retryAfterSeconds: 60 },
  ]);
  now = instant(now + 20_000);
  expect(await signIn(personId, PIN)).toEqual({ kind: 'locked', retryAfterSeconds: 40 });
  now = instant(now + 40_000);
  expect(await signIn(personId, '0000')).toEqual({ kind: 'wrong-pin', attemptsLeft: 4 });
  expect(await signIn(personId, PIN)).toMatchObject({ kind: 'signed-in' });
  expect(await signIn(personId, '0000')).toEqual({ kind: 'wrong-pin', attemptsLeft: 4 });
});

test('[GI3] thirty guesses made at once are counted one by one', async () => {
  const personId = await here.addPerson('receptionist');
  const guesses = await Promise.all(
    Array.from({ length: 30 }, (_, number) => signIn(personId, String(1_000 + number))),
  );
  expect(guesses.filter(({ kind }) => kind === 'wrong-pin')).toHaveLength(4);
  expect(guesses.filter(({ kind }) => kind === 'locked')).toHaveLength(26);
});

test('[GI3] sign-ins at once do not run out of connections', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => here.addPerson('receptionist')));
  const signedIn = await Promise.all(people.map((personId) => signIn(personId, PIN)));
  expect(signedIn.every(({ kind }) => kind === 'signed-in')).toBe(true);
});

test('nobody, somebody inactive and somebody of another clinic cannot be told apart', async () => {
  const there = await openTestClinic({ database: here.database });
  const [stranger, left] = [await there.addPerson('owner'), await here.addPerson('owner')];
  const draft = { id: left, name: 'x', title: '', role: 'owner', color: '#112233', isActive: false } as const;
  await here.authority.putPerson(here.tenantId, draft, null);
  const nothing = { kind: 'wrong-pin', attemptsLeft: 0 };
  expect(await signIn(randomUUID(), PIN)).toEqual(nothing);
  expect(await signIn(left, PIN)).toEqual(nothing);
  expect(await signIn(stranger, PIN)).toEqual(nothing);
});

test('a PIN is kept as a salted hash alone', async () => {
  // Long enough that random salts and hashes do not spell it by chance.
  const pin = '271828182845';
  const draft = {
    id: randomUUID(),
    name: 'Canary',
    title: '',
    role: 'owner',
    color: '#112233',
    isActive: true,
  } as const;
  await here.authority.putPerson(here.tenantId, draft, pin);
  const admin = await here.database.connectAs('admin');
  const { rows } = await admin.query<{ row: string; hash: Buffer }>(
    'select person_pin::text as row, hash from person_pin',
  );
  await admin.end();
  const traces = [pin, Buffer.from(pin).toString('hex')];
  expect(rows.filter(({ row }) => traces.some((trace) => row.includes(trace)))).toEqual([]);
  expect(new Set(rows.map(({ hash }) => hash.toString('hex'))).size).toBe(rows.length);
});

test('the audit of an appointment names who did what from where, newest first, refusals too', async () => {
  const appointmentId = randomUUID();
  await here.desk.send(booking({ appointmentId, start: at('2026-12-09T09:00') }), { actorId: clinic.receptionist });
  await here.desk.send({ name: 'appointment.cancel', input: { appointmentId, reason: '' } });
  const input = { appointmentId, to: 'checked-in', seenStatus: 'cancelled', resourceIds: [] };
  await here.desk.send({ name: 'appointment.change-status', input });
  const trail = await here.authority.auditTrail(here.tenantId, appointmentId);
  expect(trail.map(({ name, actorName, deskName, verdict }) => [name, actorName, deskName, verdict])).toEqual([
    ['appointment.change-status', 'manager', 'Front', 'refused'],
    ['appointment.cancel', 'manager', 'Front', 'accepted'],
    ['appointment.book', 'receptionist', 'Front', 'accepted'],
  ]);
});
