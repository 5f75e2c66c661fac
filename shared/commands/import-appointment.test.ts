import { expect, test } from 'vitest';
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
