import { expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { MoveAppointment } from '#shared/commands/move-appointment.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import { must } from '#shared/lib/must.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

function booked(): InMemoryWorld {
  const world = clinicWorld();
  world.execute(booking({ notes: 'ground floor please' }), context());
  return world;
}

function move(world: InMemoryWorld, overrides: Partial<MoveAppointment> = {}): Intent {
  const appointment = must(world.find('appointments', id('appt', 1)), 'booked');
  const input = { appointmentId: appointment.id, start: at('11:00'), swaps: [], seen: seenPlacement(appointment) };
  return { name: 'appointment.move', input: { ...input, ...overrides } };
}

const otherDesk = context({ deskId: id('desk', 2), commandId: id('cmd', 2) });

test('[MV1] a moved appointment keeps its notes', () => {
  const world = booked();
  const before = must(world.find('appointments', id('appt', 1)), 'booked');
  expect(world.execute(move(world, { swaps: [{ from: clinic.room1, to: clinic.room2 }] }), otherDesk).kind).toBe(
    'accepted',
  );
  const after = world.find('appointments', id('appt', 1));
  expect(after).toEqual({
    ...before,
    version: 2,
    start: at('11:00'),
    end: at('11:30'),
    phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.room2] }],
    claims: after?.claims,
    placedBy: { commandId: id('cmd', 2), deskId: id('desk', 2), actorId: clinic.receptionist, at: at('08:00') },
  });
  expect(world.claimsOn(clinic.room1, { start: at('08:00'), end: at('18:00') })).toEqual([]);
});

test('[MV1] an appointment may be moved by less than its own length', () => {
  const world = booked();
  expect(world.execute(move(world, { start: at('09:15') }), context()).kind).toBe('accepted');
});

test('[MV2] a move to a taken place is refused, and the appointment stays where it was', () => {
  const world = booked();
  world.execute(booking({ appointmentId: id('appt', 2), start: at('11:00') }), context());
  expect(world.execute(move(world), context())).toMatchObject({
    kind: 'refused',
    refusal: { code: 'taken', conflicts: [{ holderId: id('appt', 2) }, { holderId: id('appt', 2) }] },
  });
  expect(world.find('appointments', id('appt', 1))).toMatchObject({ start: at('09:00'), version: 1 });
});

test('[MV3] of two desks that move one appointment, the later sees that it was moved', () => {
  const world = booked();
  const fromDeskOne = move(world, { start: at('10:00') });
  const fromDeskTwo = move(world, { start: at('12:00') });
  expect(world.execute(fromDeskOne, context()).kind).toBe('accepted');
  expect(world.execute(fromDeskTwo, otherDesk)).toMatchObject({ refusal: { code: 'moved-meanwhile' } });
});

test('[MV3] a desk may move again what it moved itself, also when its first move was refused', () => {
  const world = booked();
  const appointment = must(world.find('appointments', id('appt', 1)), 'booked');
  const second = move(world, { start: at('14:00'), seen: seenPlacement({ ...appointment, start: at('11:00') }) });
  expect(world.execute(second, context()).kind).toBe('accepted');
});

test('[MV4] a cancelled appointment cannot be moved', () => {
  const world = booked();
  const intent = move(world);
  world.execute({ name: 'appointment.cancel', input: { appointmentId: id('appt', 1), reason: 'ill' } }, context());
  expect(world.execute(intent, context())).toMatchObject({ refusal: { code: 'appointment-closed' } });
});

test('[MV4] a past appointment is moved by a manager only', () => {
  const world = booked();
  const later = { now: at('12:00'), deskTime: at('12:00') };
  expect(world.execute(move(world), context(later))).toMatchObject({ refusal: { code: 'in-the-past' } });
  expect(world.execute(move(world), context({ ...later, role: 'manager' })).kind).toBe('accepted');
});

test('[MV4] a move made in time but decided days later still counts', () => {
  const world = booked();
  const decidedLate = context({ now: at('2026-11-26T08:00'), deskTime: at('08:30') });
  expect(world.execute(move(world), decidedLate).kind).toBe('accepted');
});

test('[MV5] moving a displaced appointment to a free place takes it out of the inbox', () => {
  const world = clinicWorld();
  world.execute(booking({ appointmentId: id('appt', 2) }), context());
  world.execute(booking(), context());
  expect(world.find('appointments', id('appt', 1))?.displacement).not.toBeNull();
  world.execute(move(world), context());
  expect(world.find('appointments', id('appt', 1))).toMatchObject({ displacement: null, start: at('11:00') });
  expect(world.find('appointments', id('appt', 1))?.claims).toHaveLength(2);
});

function resize(world: InMemoryWorld, start: string, end: string): Intent {
  const appointment = must(world.find('appointments', id('appt', 1)), 'booked');
  const input = { appointmentId: appointment.id, start: at(start), end: at(end), seen: seenPlacement(appointment) };
  return { name: 'appointment.resize', input };
}

test('[MV6] a resize changes the first phase at its start and the last at its end', () => {
  const world = clinicWorld();
  const phases = [30, 20, 10].map((minutes) => ({ minutes, resourceIds: [clinic.anna] }));
  world.execute(booking({ phases }), context());
  expect(world.execute(resize(world, '08:45', '10:15'), context()).kind).toBe('accepted');
  const after = world.find('appointments', id('appt', 1));
  expect(after?.phases.map((phase) => phase.minutes)).toEqual([45, 20, 25]);
  expect([after?.start, after?.end]).toEqual([at('08:45'), at('10:15')]);
});

test('[MV6] a resize that would make a phase vanish is refused', () => {
  const world = clinicWorld();
  const phases = [30, 10].map((minutes) => ({ minutes, resourceIds: [clinic.anna] }));
  world.execute(booking({ phases }), context());
  expect(world.execute(resize(world, '09:00', '09:30'), context())).toMatchObject({
    refusal: { code: 'minutes-out-of-range' },
  });
});

test('[AL1] an end before the start is refused', () => {
  const world = booked();
  expect(world.execute(resize(world, '09:00', '08:00'), context())).toMatchObject({
    refusal: { code: 'end-before-start', field: 'end' },
  });
});
