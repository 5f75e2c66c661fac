import { expect, test } from 'vitest';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';

const block = (overrides: object = {}) => ({
  name: 'block.put',
  input: {
    blockId: id('block', 1),
    resourceId: clinic.gym,
    start: at('12:00'),
    end: at('13:00'),
    kind: 'maintenance',
    reason: 'Floor polish',
    ...overrides,
  },
});
const inGym = { phases: [{ minutes: 30, resourceIds: [clinic.gym] }], start: at('12:30') };

test('[BL1] a block takes all lanes of its resource', () => {
  const world = clinicWorld();
  expect(world.execute(block(), context()).kind).toBe('accepted');
  expect(world.execute(booking(inGym), context())).toMatchObject({
    kind: 'displaced',
    conflicts: [{ reason: 'blocked', holderId: id('block', 1) }],
  });
});

test('[BL1] a block over a visit on any lane is refused and says which', () => {
  const world = clinicWorld();
  world.execute(booking({ ...inGym, appointmentId: id('appt', 1) }), context());
  world.execute(booking({ ...inGym, appointmentId: id('appt', 2) }), context());
  expect(world.execute(block(), context())).toMatchObject({
    refusal: { code: 'taken', conflicts: [{ holderId: id('appt', 1) }, { holderId: id('appt', 2) }] },
  });
});

test('a removed block gives its time back, and can be put back', () => {
  const world = clinicWorld();
  world.execute(block(), context());
  world.execute({ name: 'block.remove', input: { blockId: id('block', 1) } }, context());
  expect(world.claimsOn(clinic.gym, { start: at('12:00'), end: at('13:00') })).toEqual([]);
  expect(world.execute(block(), context()).kind).toBe('accepted');
  expect(world.find('blocks', id('block', 1))).toMatchObject({ isRemoved: false, version: 3 });
});

test('[F11] a block longer than a day is refused', () => {
  const world = clinicWorld();
  expect(world.execute(block({ end: at('2026-11-24T12:15') }), context())).toMatchObject({
    refusal: { code: 'too-long', field: 'end' },
  });
});
