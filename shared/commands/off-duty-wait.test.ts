import { describe, expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import { readyCommand } from '#shared/commands/decide.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import { must } from '#shared/lib/must.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import { booking } from '#tests/builders/booking.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const manager = context({ role: 'manager', actorId: clinic.manager, commandId: id('cmd', 9) });
const desk = context({ commandId: id('cmd', 10) });
const visitId = id('appt', 1);
const timeOffId = id('off', 1);
const exceptions = [{ date: '2026-11-24', hours: [], reason: '' }];

const visitIn = (world: InMemoryWorld) => must(world.find('appointments', visitId), 'booked');
const waitsFor = (world: InMemoryWorld) =>
  visitIn(world).displacement?.conflicts.map(({ reason, resourceId, holderId }) => [reason, resourceId, holderId]);

function upsertAnna(from: object, to: object): Intent {
  const affecting = { resourceIds: [clinic.anna], from: at('08:00'), restoring: [] };
  return {
    name: 'resource.upsert',
    input: { id: clinic.anna, set: { exceptions: to }, was: { exceptions: from }, affecting },
  };
}

function annaHasTheDayOff(): InMemoryWorld {
  const world = clinicWorld();
  world.execute(booking({ start: at('2026-11-24T10:00') }), context({ commandId: id('cmd', 1) }));
  expect(world.execute(upsertAnna([], exceptions), manager).kind).toBe('accepted');
  return world;
}

function annaOnLeave(): InMemoryWorld {
  const world = clinicWorld();
  world.execute(booking({ start: at('2026-11-24T10:00') }), context({ commandId: id('cmd', 1) }));
  const asked = { fromDate: '2026-11-24', toDate: '2026-11-24', hours: null, kind: 'vacation', note: '' };
  world.execute({ name: 'time-off.request', input: { timeOffId, resourceId: clinic.anna, ...asked } }, desk);
  const input = { timeOffId, seenVersion: 1, state: 'approved', note: '', restoring: [] };
  expect(world.execute({ name: 'time-off.decide', input }, manager).kind).toBe('accepted');
  return world;
}

/** What undoes it, after it has been done and has taken the visit out of the inbox. */
function doneAndUndo(world: InMemoryWorld, intent: Intent): Intent {
  const ready = readyCommand(intent);
  if (!ready.ok) throw new Error(JSON.stringify(ready));
  const undo = must(ready.command.invert(world), 'it can be undone');
  expect(world.execute(intent, { ...desk, commandId: id('cmd', 11) }).kind).toBe('accepted');
  expect(visitIn(world).displacement).toBeNull();
  return undo;
}

const ways: Readonly<Record<string, (world: InMemoryWorld) => Intent>> = {
  'another practitioner': (world) => {
    const swaps = [{ from: clinic.anna, to: clinic.ben }];
    const { start } = visitIn(world);
    const input = { appointmentId: visitId, start, swaps, seen: seenPlacement(visitIn(world)) };
    return { name: 'appointment.move', input };
  },
  'another day': (world) => {
    const start = at('2026-11-25T10:00');
    const input = { appointmentId: visitId, start, swaps: [], seen: seenPlacement(visitIn(world)) };
    return { name: 'appointment.move', input };
  },
  'another service': (world) => {
    const { serviceId } = visitIn(world);
    const phases = [{ minutes: 30, resourceIds: [clinic.ben, clinic.room1] }];
    const input = { appointmentId: visitId, service: { from: serviceId, to: serviceId, phases } };
    return { name: 'appointment.edit-details', input };
  },
  'a cancellation': () => ({ name: 'appointment.cancel', input: { appointmentId: visitId, reason: '' } }),
};

describe.each(Object.entries(ways))('[AV13] what took it out of the inbox was %s', (_name, way) => {
  test('undone, it waits for who has the day off as it did', () => {
    const world = annaHasTheDayOff();
    const was = waitsFor(world);
    expect(was).toEqual([['off-duty', clinic.anna, null]]);
    const undo = doneAndUndo(world, way(world));
    expect(world.execute(undo, desk).kind).toBe('displaced');
    expect(waitsFor(world)).toEqual(was);
    expect(visitIn(world)).toMatchObject({ start: at('2026-11-24T10:00'), status: 'booked', claims: [] });
  });

  test('undone, it waits for who is on leave, and not for time that somebody blocked', () => {
    const world = annaOnLeave();
    const undo = doneAndUndo(world, way(world));
    expect(world.execute(undo, desk).kind).toBe('displaced');
    expect(waitsFor(world)).toEqual([['off-duty', clinic.anna, timeOffId]]);
  });

  test('undone after they came back on duty, it has its place', () => {
    const world = annaHasTheDayOff();
    const undo = doneAndUndo(world, way(world));
    expect(world.execute(upsertAnna(exceptions, []), { ...manager, commandId: id('cmd', 12) }).kind).toBe('accepted');
    expect(world.execute(undo, desk).kind).toBe('accepted');
    expect(waitsFor(world)).toBeUndefined();
  });
});

test('[AV13] a resize is undone the same way, and what else is in the way is said beside who is off duty', () => {
  const world = annaHasTheDayOff();
  const { start, end } = visitIn(world);
  const input = { appointmentId: visitId, start, end: at('2026-11-24T11:00'), seen: seenPlacement(visitIn(world)) };
  const undo = doneAndUndo(world, { name: 'appointment.resize', input });
  const phases = [{ minutes: 15, resourceIds: [clinic.anna] }];
  world.put('appointments', { ...visitIn(world), claims: [] });
  const other = booking({ appointmentId: id('appt', 2), start, phases });
  expect(world.execute(other, { ...desk, commandId: id('cmd', 12) }).kind).toBe('accepted');
  expect(world.execute(undo, desk).kind).toBe('displaced');
  expect(visitIn(world).end).toBe(end);
  expect(waitsFor(world)).toEqual([
    ['off-duty', clinic.anna, null],
    ['taken', clinic.anna, id('appt', 2)],
  ]);
});

test('[AV13] who is not part of the visit, or is off at another time, keeps nobody waiting', () => {
  const world = annaHasTheDayOff();
  const { start, end, locationId } = visitIn(world);
  const one = { resourceId: clinic.anna, reason: 'off-duty' as const, holderId: null, start, end };
  const conflicts = [
    { ...one, resourceId: clinic.ben },
    { ...one, start: at('2026-11-24T12:00'), end: at('2026-11-24T12:30') },
  ];
  const { input } = way('another day', world);
  const offDuty = { locationId, conflicts };
  expect(
    world.execute({ name: 'appointment.move', input: { ...input, start, evenIfTaken: true, offDuty } }, desk).kind,
  ).toBe('accepted');
});

function way(name: string, world: InMemoryWorld): { input: object } {
  return must(ways[name], name)(world) as { input: object };
}
