import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { readyCommand } from '#shared/commands/decide.ts';
import { type Appointment, appointmentSchema, isInInbox } from '#shared/scheduling/appointment.ts';
import { booking } from '#tests/builders/booking.ts';
import { clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';

const visit = id('appt', 2);
const cause = id('cmd', 2);
const settle = (note: string | null, seenCommandId = cause) => ({
  name: 'appointment.settle' as const,
  input: { appointmentId: visit, seenCommandId, note },
});

function worldWithDisplaced() {
  const world = clinicWorld();
  world.execute(booking(), context());
  world.execute(booking({ appointmentId: visit }), context({ commandId: cause, deskName: 'Front desk' }));
  return world;
}

function displaced(world: ReturnType<typeof worldWithDisplaced>): Appointment {
  return must(world.find('appointments', visit), 'the visit');
}

test('[IN2] a settled visit leaves the inbox with who, when and why, and gets no time', () => {
  const world = worldWithDisplaced();
  const by = context({ commandId: id('cmd', 3), actorId: clinic.receptionist });
  expect(world.execute(settle('She comes to the walk-in hours.'), by).kind).toBe('accepted');
  const after = displaced(world);
  expect(isInInbox(after)).toBe(false);
  expect(after.claims).toEqual([]);
  const { now: at, actorId } = by;
  const note = 'She comes to the walk-in hours.';
  expect(after.displacement?.settled).toEqual({ commandId: id('cmd', 3), actorId, at, note });
});

test('[IN2] a decision without a note is none', () => {
  const world = worldWithDisplaced();
  expect(world.execute(settle('  '), context())).toMatchObject({ kind: 'refused', refusal: { code: 'text-missing' } });
  expect(isInInbox(displaced(world))).toBe(true);
});

test('[IN2] a decision about a displacement that is gone, or is another one, is refused', () => {
  const world = worldWithDisplaced();
  const other = world.execute(settle('done', id('cmd', 99)), context());
  expect(other).toMatchObject({ kind: 'refused', refusal: { code: 'changed-meanwhile' } });
  world.execute({ name: 'appointment.cancel', input: { appointmentId: visit, reason: 'ill' } }, context());
  expect(world.execute(settle('done'), context()).kind).toBe('refused');
});

test('[IN2] taking the decision back puts the visit into the inbox as it was', () => {
  const world = worldWithDisplaced();
  const before = displaced(world).displacement;
  const ready = readyCommand(settle('done'));
  const inverse = must(ready.ok ? ready.command.invert(world) : null, 'an inverse');
  world.execute(settle('done'), context());
  world.execute(inverse, context());
  expect(displaced(world).displacement).toEqual(before);
});

test('[IN1] a settled visit can still be given a place', () => {
  const world = worldWithDisplaced();
  world.execute(settle('done'), context());
  const { start, end } = displaced(world);
  const seen = { start, end, resourceIds: [clinic.anna, clinic.room1] };
  const swaps = [
    { from: clinic.anna, to: clinic.ben },
    { from: clinic.room1, to: clinic.room2 },
  ];
  world.execute({ name: 'appointment.move', input: { appointmentId: visit, start, swaps, seen } }, context());
  expect(displaced(world).displacement).toBeNull();
});

test('[IN3] the desk is named with the displacement and the placing, and documents without a name still parse', () => {
  const after = displaced(worldWithDisplaced());
  expect([after.displacement?.deskName, after.placedBy.deskName]).toEqual(['Front desk', 'Front desk']);
  const { deskName: _name, ...placedBy } = after.placedBy;
  expect(appointmentSchema.safeParse({ ...after, placedBy }).success).toBe(true);
});
