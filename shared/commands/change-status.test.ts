import { expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { AppointmentStatus } from '#shared/scheduling/appointment-status.ts';
import { must } from '#shared/lib/must.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

function booked(): InMemoryWorld {
  const world = clinicWorld();
  world.execute(booking(), context());
  return world;
}

function status(world: InMemoryWorld, to: AppointmentStatus, seenStatus?: AppointmentStatus): Intent {
  const appointment = must(world.find('appointments', id('appt', 1)), 'booked');
  return {
    name: 'appointment.change-status',
    input: {
      appointmentId: appointment.id,
      to,
      seenStatus: seenStatus ?? appointment.status,
      resourceIds: [...appointmentResourceIds(appointment)],
    },
  };
}

const cancel: Intent = { name: 'appointment.cancel', input: { appointmentId: id('appt', 1), reason: 'ill' } };

test('[ST1] a transition that is none is refused', () => {
  const world = booked();
  world.execute(status(world, 'noshow'), context());
  expect(world.execute(status(world, 'fulfilled'), context())).toMatchObject({
    refusal: { code: 'illegal-transition' },
  });
});

test('[ST2] a status already reached changes nothing', () => {
  const world = booked();
  world.execute(status(world, 'arrived'), context());
  expect(world.execute(status(world, 'arrived', 'booked'), context())).toEqual({
    kind: 'accepted',
    changes: [],
    adjustments: [],
  });
});

test('[ST3] a check-in made offline does not revive a visit that was cancelled meanwhile', () => {
  const world = booked();
  const arrived = status(world, 'arrived');
  world.execute(cancel, context());
  expect(world.execute(arrived, context({ deskId: id('desk', 2) }))).toMatchObject({
    refusal: { code: 'changed-meanwhile' },
  });
});

test('[ST4] reviving takes the time again', () => {
  const world = booked();
  world.execute(cancel, context());
  expect(world.find('appointments', id('appt', 1))).toMatchObject({ claims: [], cancelReason: 'ill' });
  expect(world.execute(status(world, 'booked'), context()).kind).toBe('accepted');
  expect(world.find('appointments', id('appt', 1))?.claims).toHaveLength(2);
});

test('[ST4] reviving a visit whose time is taken by now displaces it', () => {
  const world = booked();
  world.execute(cancel, context());
  world.execute(booking({ appointmentId: id('appt', 2) }), context());
  expect(world.execute(status(world, 'booked'), context()).kind).toBe('displaced');
  expect(world.find('appointments', id('appt', 1))?.displacement).not.toBeNull();
});

test("[ST5] arriving stamps the desk's time, and its reverse removes the stamp", () => {
  const world = booked();
  world.execute(status(world, 'arrived'), context({ deskTime: at('08:50'), now: at('10:00') }));
  expect(world.find('appointments', id('appt', 1))?.arrivedAt).toBe(at('08:50'));
  world.execute(status(world, 'booked'), context());
  expect(world.find('appointments', id('appt', 1))?.arrivedAt).toBeNull();
});

test('a no-show frees its room', () => {
  const world = booked();
  world.execute(status(world, 'noshow'), context());
  expect(world.execute(booking({ appointmentId: id('appt', 2) }), context()).kind).toBe('accepted');
});
