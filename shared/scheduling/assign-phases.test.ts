import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { assignPhases, type AssignmentRequest } from '#shared/scheduling/assign-phases.ts';
import { candidatesFor, seatsOf } from '#shared/scheduling/candidates.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { anyOccupied, busy, busyClinic, occupy, services } from '#tests/builders/busy-clinic.ts';
import { at, clinic, context, id, resource, service } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

function request(world: InMemoryWorld, overrides: Partial<AssignmentRequest> = {}): AssignmentRequest {
  return {
    service: must(world.find('services', busy.massage), 'massage'),
    location: must(world.find('locations', clinic.location), 'location'),
    start: at('09:00'),
    chosen: new Map(),
    preferredIds: [],
    resources: world.all('resources'),
    hours: 'respected',
    holderId: id('new', 1),
    ...overrides,
  };
}

function take(world: InMemoryWorld, number: number, resourceId: string, time = '09:00'): void {
  const phases = [{ minutes: 30, resourceIds: [resourceId] }];
  world.execute(booking({ appointmentId: id('other', number), start: at(time), phases }), context());
}

test('a practitioner keeps the client through phases that ask for the same, and the laser only comes for its own', () => {
  const world = busyClinic();
  const laser = must(world.find('services', busy.laserVisit), 'laser');
  const found = assignPhases(request(world, { service: laser }), world);
  expect(found.kind).toBe('free');
  expect(found.phases.map(({ resourceIds }) => resourceIds)).toEqual([
    [clinic.anna, clinic.gym],
    [clinic.gym, busy.laser],
    [clinic.anna, clinic.gym],
  ]);
});

test('nobody without the skill is asked, and whoever is taken is passed over', () => {
  const world = busyClinic();
  take(world, 1, clinic.anna);
  const found = assignPhases(request(world), world);
  expect(found.filled.get('practitioner:massage#0')).toBe(busy.cara);
  take(world, 2, busy.cara);
  expect(assignPhases(request(world), world).kind).toBe('taken');
});

test('the least busy of those who are free is taken, unless somebody is preferred', () => {
  const world = busyClinic();
  take(world, 1, clinic.anna, '13:00');
  expect(assignPhases(request(world), world).filled.get('practitioner:massage#0')).toBe(busy.cara);
  const preferring = request(world, { preferredIds: [clinic.room2, clinic.anna] });
  expect(assignPhases(preferring, world).phases).toEqual([{ minutes: 30, resourceIds: [clinic.anna, clinic.room2] }]);
});

test('somebody who was chosen stays chosen though taken, and the clash is named', () => {
  const world = busyClinic();
  take(world, 1, clinic.anna);
  const chosen = new Map([['practitioner:massage#0', clinic.anna]]);
  const found = assignPhases(request(world, { chosen }), world);
  expect(found.kind).toBe('taken');
  expect(found.filled.get('practitioner:massage#0')).toBe(clinic.anna);
  expect(found.conflicts.map(({ holderId }) => holderId)).toEqual([id('other', 1)]);
  expect(found.standIns.map(({ resourceId }) => resourceId)).not.toContain(clinic.anna);
});

test('the one who alone has a skill is kept for it', () => {
  const world = busyClinic();
  take(world, 1, clinic.anna);
  const pair = must(world.find('services', busy.twoPeople), 'pair');
  world.put('resources', resource({ id: id('prac', 4), kind: 'practitioner', name: 'Dan' }));
  const found = assignPhases(request(world, { service: pair }), world);
  expect(found.kind).toBe('free');
  expect(found.filled.get('practitioner:massage#0')).toBe(busy.cara);
});

test('a place that nobody on file can fill is named', () => {
  const world = busyClinic();
  const surgery = service({
    phases: [{ name: '', minutes: 30, needs: [{ kind: 'room', skills: ['theatre'], count: 1 }] }],
  });
  const found = assignPhases(request(world, { service: surgery }), world);
  expect(found.kind).toBe('short');
  expect(found.unfilled.map(({ key }) => key)).toEqual(['room:theatre#0']);
});

test('a service that names no needs is booked where the person clicked', () => {
  const world = busyClinic();
  const plain = must(world.find('services', clinic.visit), 'visit');
  const found = assignPhases(request(world, { service: plain, preferredIds: [clinic.room2] }), world);
  expect(found.phases).toEqual([{ minutes: 30, resourceIds: [clinic.room2] }]);
});

test('off duty nobody is free, unless hours are set aside', () => {
  const world = busyClinic();
  const night = { start: at('02:00') };
  expect(assignPhases(request(world, night), world).kind).toBe('taken');
  expect(assignPhases(request(world, { ...night, hours: 'ignored' }), world).kind).toBe('free');
});

test('what is called free fits every place and is booked as asked by decide()', () => {
  fc.assert(
    fc.property(
      anyOccupied,
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(...services),
      (occupied, slot, chosen) => {
        const world = busyClinic();
        occupy(world, occupied);
        const start = plusMinutes(at('07:00'), slot * 15);
        const found = assignPhases(request(world, { service: chosen, start }), world);
        if (found.kind !== 'free') return;
        for (const seat of seatsOf(chosen)) {
          const fitting = candidatesFor(seat, clinic.location, world.all('resources')).map((one) => one.id);
          expect(fitting).toContain(found.filled.get(seat.key));
        }
        const intent = booking({ serviceId: chosen.id, start, phases: [...found.phases], appointmentId: id('new', 1) });
        expect(world.execute(intent, context()).kind).toBe('accepted');
      },
    ),
  );
});
