import { expect, test } from 'vitest';
import { repairsFor } from '#shared/scheduling/repairs.ts';
import { must } from '#shared/lib/must.ts';
import { at, clinic, clinicWorld, context, id, location } from '#tests/builders/clinic.ts';
import { booking } from '#tests/builders/booking.ts';
import { readyCommand } from '#shared/commands/decide.ts';

const manager = context({ role: 'manager', actorId: clinic.manager, commandId: id('cmd', 9) });
const visit = (number: number) => id('appt', number + 1);

function booked(...times: readonly string[]) {
  const world = clinicWorld();
  times.forEach((time, number) => {
    const input = { appointmentId: visit(number), start: at(time) };
    const made = world.execute(booking(input), context({ commandId: id('cmd', 100 + number) }));
    expect(made.kind).toBe('accepted');
  });
  return world;
}

const affecting = (...resourceIds: readonly string[]) => ({
  resourceIds: [...resourceIds],
  from: at('08:00'),
  restoring: [],
});
const closure = { fromDate: '2026-11-24', toDate: '2026-11-24', reason: 'Stocktaking' };
const close = {
  name: 'location.upsert',
  input: {
    id: clinic.location,
    set: { closures: [closure] },
    was: { closures: [] },
    affecting: affecting(clinic.anna, clinic.ben, clinic.room1),
  },
};

test('[AV8] who is booked on a day that closes waits in the inbox at the same time, and keeps everything else', () => {
  const world = booked('2026-11-23T10:00', '2026-11-24T10:00');
  const before = must(world.find('appointments', visit(1)), 'booked');
  expect(world.execute(close, manager).kind).toBe('accepted');
  expect(world.find('appointments', visit(0))?.displacement).toBeNull();
  const { claims, displacement, ...rest } = must(world.find('appointments', visit(1)), 'still there');
  expect(claims).toEqual([]);
  expect(displacement?.conflicts.map(({ reason, resourceId }) => [reason, resourceId])).toContainEqual([
    'off-duty',
    clinic.anna,
  ]);
  expect({ ...before, version: 2, updatedAt: rest.updatedAt }).toMatchObject(rest);
});

test('[AV9] taking the change back gives the visits their places again', () => {
  const world = booked('2026-11-24T10:00');
  const before = must(world.find('appointments', visit(0)), 'booked');
  const readied = readyCommand(close);
  if (!readied.ok) throw new Error('it fits');
  const undo = must(readied.command.invert(world), 'it can be undone');
  world.execute(close, manager);
  world.execute(undo, { ...manager, commandId: id('cmd', 10) });
  const { claims, displacement } = must(world.find('appointments', visit(0)), 'still there');
  expect({ claims, displacement }).toEqual({ claims: before.claims, displacement: null });
});

test('[AV9] visits that share a room of several lanes get a lane each again', () => {
  const world = clinicWorld();
  [clinic.anna, clinic.ben].forEach((who, number) => {
    const input = { appointmentId: visit(number), start: at('2026-11-24T10:00') };
    const phases = [{ minutes: 30, resourceIds: [who, clinic.gym] }];
    expect(world.execute(booking({ ...input, phases }), context({ commandId: id('cmd', 100 + number) })).kind).toBe(
      'accepted',
    );
  });
  const input = { ...close.input, affecting: affecting(clinic.anna, clinic.ben, clinic.gym) };
  const readied = readyCommand({ ...close, input });
  if (!readied.ok) throw new Error('it fits');
  const undo = must(readied.command.invert(world), 'it can be undone');
  world.execute({ ...close, input }, manager);
  expect(world.execute(undo, { ...manager, commandId: id('cmd', 10) }).kind).toBe('accepted');
  const back = [0, 1].map((number) => must(world.find('appointments', visit(number)), 'still there'));
  expect(back.map(({ displacement }) => displacement)).toEqual([null, null]);
  const lanes = back
    .flatMap(({ claims }) => claims.filter((one) => one.resourceId === clinic.gym))
    .map((one) => one.lane);
  expect(lanes.toSorted()).toEqual([0, 1]);
});

test('[AV8] a command of old, which names nobody, moves nobody', () => {
  const world = booked('2026-11-24T10:00');
  const { affecting: _none, ...input } = close.input;
  expect(world.execute({ ...close, input }, manager).kind).toBe('accepted');
  expect(world.find('appointments', visit(0))?.displacement).toBeNull();
});

test('[AV8] what was outside of the hours before, and who has arrived, stays', () => {
  const world = booked('2026-11-24T05:00', '2026-11-24T10:00');
  const arrived = { ...must(world.find('appointments', visit(1)), 'booked'), status: 'arrived' as const };
  world.put('appointments', arrived);
  world.execute(close, manager);
  expect([visit(0), visit(1)].map((one) => world.find('appointments', one)?.displacement)).toEqual([null, null]);
});

test('[AV7] documents from before there was all this have none of it', () => {
  expect(Object.keys(location())).not.toContain('closures');
  expect(booked().execute(close, manager).kind).toBe('accepted');
});

test('[AV10] who is off duty is replaced by somebody who is there; leaving the visit as it was comes last', () => {
  const world = booked('2026-11-24T10:00');
  const set = { exceptions: [{ date: '2026-11-24', hours: [], reason: '' }] };
  const input = { id: clinic.anna, set, was: { exceptions: [] }, affecting: affecting(clinic.anna) };
  expect(world.execute({ name: 'resource.upsert', input }, manager).kind).toBe('accepted');
  const appointment = must(world.find('appointments', visit(0)), 'displaced');
  const request = {
    appointment,
    wanted: { start: appointment.start, swaps: [] },
    location: location(),
    now: at('08:00'),
  };
  const repairs = repairsFor({ ...request, resources: world.all('resources') }, world);
  expect(repairs.map(({ kind }) => kind)).toEqual(['other-practitioner', 'other-time', 'as-wanted']);
  expect(repairs[0]?.swaps).toEqual([{ from: clinic.anna, to: clinic.ben }]);
});
