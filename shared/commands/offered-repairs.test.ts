import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offeredRepairs } from '#shared/commands/offered-repairs.ts';
import { must } from '#shared/lib/must.ts';
import type { RepairRequest } from '#shared/scheduling/repairs.ts';
import { plusMinutes, toIso } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { anyOccupied, busy, busyClinic, occupy, services } from '#tests/builders/busy-clinic.ts';
import { at, clinic, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';
import { assignPhases } from '#shared/scheduling/assign-phases.ts';

const visit = id('new', 1);

function request(world: InMemoryWorld, overrides: Partial<RepairRequest> = {}): RepairRequest {
  const appointment = must(world.find('appointments', visit), 'visit');
  return {
    appointment,
    wanted: { start: appointment.start, swaps: [] },
    location: must(world.find('locations', clinic.location), 'location'),
    resources: world.all('resources'),
    now: at('08:00'),
    ...overrides,
  };
}

function bookVisit(world: InMemoryWorld, resourceIds: string[], start = at('09:00')): void {
  const phases = [{ minutes: 30, resourceIds }];
  world.execute(booking({ appointmentId: visit, serviceId: busy.massage, start, phases }), context());
}

function take(world: InMemoryWorld, number: number, resourceId: string, minutes = 30): void {
  const phases = [{ minutes, resourceIds: [resourceId] }];
  world.execute(booking({ appointmentId: id('other', number), phases }), context());
}

const summary = (offers: ReturnType<typeof offeredRepairs>) =>
  offers.map(({ repair }) => [repair.kind, toIso(repair.start).slice(11, 16), ...repair.swaps.map(({ to }) => to)]);

test('a room that was taken is offered as another room first, then as the nearest time', () => {
  const world = busyClinic();
  take(world, 1, clinic.room1);
  bookVisit(world, [clinic.anna, clinic.room1]);
  expect(summary(offeredRepairs(request(world), world, context()))).toEqual([
    ['other-room', '09:00', clinic.gym],
    ['other-time', '09:30'],
    ['other-time', '08:30'],
  ]);
});

test('a practitioner who was taken is replaced only by somebody with the skill', () => {
  const world = busyClinic();
  take(world, 1, clinic.anna);
  bookVisit(world, [clinic.anna, clinic.room1]);
  const [first] = offeredRepairs(request(world), world, context());
  expect(first?.repair).toMatchObject({ kind: 'other-practitioner', swaps: [{ from: clinic.anna, to: busy.cara }] });
});

test('where room and practitioner are both taken, both are changed together', () => {
  const world = busyClinic();
  take(world, 1, clinic.anna);
  take(world, 2, clinic.room1);
  bookVisit(world, [clinic.anna, clinic.room1]);
  expect(summary(offeredRepairs(request(world), world, context()))[0]).toEqual([
    'other-resources',
    '09:00',
    clinic.gym,
    busy.cara,
  ]);
});

test('once nothing is in the way any more, the wanted place itself is offered', () => {
  const world = busyClinic();
  take(world, 1, clinic.room1);
  bookVisit(world, [clinic.anna, clinic.room1]);
  world.execute({ name: 'appointment.cancel', input: { appointmentId: id('other', 1), reason: '' } }, context());
  expect(summary(offeredRepairs(request(world), world, context()))).toEqual([['as-wanted', '09:00']]);
});

test('where the wanted people are busy for long, others are offered nearer to the wish', () => {
  const world = busyClinic();
  take(world, 1, clinic.anna, 480);
  take(world, 2, busy.cara);
  bookVisit(world, [clinic.anna, clinic.room1]);
  const now = at('09:00');
  const [first] = offeredRepairs(request(world, { now }), world, context({ now, deskTime: now }));
  expect(first?.repair).toMatchObject({ kind: 'other-time', swaps: [{ from: clinic.anna, to: busy.cara }] });
  expect(toIso(first?.repair.start ?? at('00:00'))).toBe('2026-11-23T09:30:00.000Z');
});

test('no time that is over is offered', () => {
  const world = busyClinic();
  take(world, 1, clinic.room1, 120);
  bookVisit(world, [clinic.anna, clinic.room1]);
  const late = { now: at('13:02') };
  const offers = offeredRepairs(request(world, late), world, context({ ...late, deskTime: late.now }));
  expect(summary(offers)).toContainEqual(['other-time', '13:15']);
  expect(offers.every(({ repair }) => repair.kind !== 'other-time' || repair.start >= late.now)).toBe(true);
});

test('a closed visit is offered nothing', () => {
  const world = busyClinic();
  bookVisit(world, [clinic.anna, clinic.room1]);
  world.execute({ name: 'appointment.cancel', input: { appointmentId: visit, reason: '' } }, context());
  expect(offeredRepairs(request(world), world, context())).toEqual([]);
});

test('every repair of a displaced visit or a refused move is accepted by decide() and settles it', () => {
  const anyWish = fc.record({ slot: fc.integer({ min: 0, max: 40 }), toBen: fc.boolean() });
  fc.assert(
    fc.property(anyOccupied, fc.constantFrom(...services), anyWish, (occupied, service, { slot, toBen }) => {
      const world = busyClinic();
      const start = plusMinutes(at('07:00'), slot * 15);
      const location = must(world.find('locations', clinic.location), 'location');
      const empty = { service, location, start, chosen: new Map<string, string>(), preferredIds: [] };
      const resources = world.all('resources');
      const { phases } = assignPhases({ ...empty, resources, hours: 'ignored', holderId: visit }, world);
      occupy(world, occupied);
      world.execute(booking({ appointmentId: visit, serviceId: service.id, start, phases: [...phases] }), context());
      const used = phases[0]?.resourceIds[0] ?? clinic.anna;
      const swaps =
        toBen && !phases.some((one) => one.resourceIds.includes(clinic.ben)) ? [{ from: used, to: clinic.ben }] : [];
      const offers = offeredRepairs(request(world, { wanted: { start, swaps } }), world, context());
      expect(offers.length).toBeLessThanOrEqual(3);
      for (const { intent } of offers) {
        const copy = busyClinic();
        copy.apply(world.all('appointments').map((document) => ({ collection: 'appointments', document })));
        expect(copy.execute(intent, context({ commandId: id('repair', 1) })).kind).toBe('accepted');
        expect(copy.find('appointments', visit)?.displacement).toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});
