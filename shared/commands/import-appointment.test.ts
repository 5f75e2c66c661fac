import { expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import { readyCommand } from '#shared/commands/decide.ts';
import { must } from '#shared/lib/must.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';

const row = (number: number, overrides: object = {}) => ({
  name: 'appointment.import',
  input: {
    appointmentId: id('appt', number),
    locationId: clinic.location,
    serviceId: clinic.visit,
    clientIds: [],
    resourceIds: [clinic.room1],
    start: at('09:00'),
    minutes: 90,
    label: 'Case 10001',
    status: 'fulfilled',
    notes: '',
    ...overrides,
  },
});
const manager = context({ role: 'manager' });

test('[IM1] importing the same row again changes nothing', () => {
  const world = clinicWorld();
  expect(world.execute(row(1), manager)).toMatchObject({ kind: 'accepted', changes: [{}] });
  expect(world.execute(row(1), manager)).toMatchObject({ kind: 'accepted', changes: [] });
});

test('[IM2] a row that clashes is refused with the row it clashes with', () => {
  const world = clinicWorld();
  world.execute(row(1), manager);
  expect(world.execute(row(2, { start: at('10:00') }), manager)).toMatchObject({
    refusal: { code: 'taken', conflicts: [{ holderId: id('appt', 1), start: at('09:00'), end: at('10:30') }] },
  });
});

test('a cancelled row is imported and takes no room', () => {
  const world = clinicWorld();
  world.execute(row(1, { status: 'cancelled' }), manager);
  expect(world.execute(row(2), manager).kind).toBe('accepted');
});

test('[IM3] a row is taken back in whatever status it came, and can be put back as it was', () => {
  const world = clinicWorld();
  world.execute(row(1), manager);
  const before = world.find('appointments', id('appt', 1));
  const undo = { name: 'appointment.cancel', input: { appointmentId: id('appt', 1), reason: '' } };
  const redo = inverse(world, undo);
  expect(world.execute(undo, manager)).toMatchObject({ kind: 'accepted', changes: [{}] });
  expect(world.execute(row(2), manager).kind).toBe('accepted');
  world.execute({ ...undo, input: { ...undo.input, appointmentId: id('appt', 2) } }, manager);
  expect(world.execute(must(redo, 'a redo'), manager).kind).toBe('accepted');
  expect(world.find('appointments', id('appt', 1))).toMatchObject({ ...before, version: 3 });
});

test('[IM3] a visit that was finished here is not taken back with its import', () => {
  const world = clinicWorld();
  world.execute(row(1, { status: 'arrived' }), manager);
  const input = { appointmentId: id('appt', 1), to: 'fulfilled', seenStatus: 'arrived', resourceIds: [clinic.room1] };
  expect(world.execute({ name: 'appointment.change-status', input }, manager).kind).toBe('accepted');
  const cancel = { name: 'appointment.cancel', input: { appointmentId: id('appt', 1), reason: '' } };
  expect(world.execute(cancel, manager)).toMatchObject({ refusal: { code: 'illegal-transition' } });
});

test('[IM3] undoing the import of what is there already does nothing to it', () => {
  const world = clinicWorld();
  world.execute(row(1, { status: 'booked', sequence: 1 }), manager);
  expect(inverse(world, row(1))).toBeNull();
  expect(inverse(world, row(1, { sequence: 1 }))).toBeNull();
});

test('[IM3] what a newer state of an event changed is again what it was, and again what it became', () => {
  const world = clinicWorld();
  world.execute(row(1, { status: 'booked', sequence: 1 }), manager);
  const newer = row(1, { status: 'pending', sequence: 2, start: at('14:00'), label: 'Later', minutes: 30 });
  const undo = inverse(world, newer);
  world.execute(newer, manager);
  const redo = inverse(world, undo);
  world.execute(must(undo, 'an undo'), manager);
  expect(world.find('appointments', id('appt', 1))).toMatchObject({
    ...{ status: 'booked', start: at('09:00'), end: at('10:30'), label: 'Case 10001', importedSequence: 2 },
  });
  expect(world.execute(newer, manager)).toMatchObject({ changes: [] });
  world.execute(must(redo, 'a redo'), manager);
  expect(world.find('appointments', id('appt', 1))).toMatchObject({ status: 'pending', start: at('14:00') });
});

test('[IM3] of a block that is there already, nothing is undone', () => {
  const world = clinicWorld();
  const times = { start: at('09:00'), end: at('10:00') };
  const input = { blockId: id('blck', 1), resourceId: clinic.room1, ...times, kind: 'other', reason: '' };
  const put = { name: 'block.put', input: { ...input, importedSequence: 1 } };
  expect(inverse(world, put)).toMatchObject({ name: 'block.remove' });
  world.execute(put, manager);
  expect(inverse(world, put)).toBeNull();
});

function inverse(world: ReturnType<typeof clinicWorld>, intent: Intent | null): Intent | null {
  const ready = readyCommand(must(intent, 'something to invert'));
  return ready.ok ? ready.command.invert(world) : null;
}
