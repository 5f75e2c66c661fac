import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { assignPhases } from '#shared/scheduling/assign-phases.ts';
import { freeSlots, type SlotSearch } from '#shared/scheduling/free-slots.ts';
import { plusMinutes, toIso } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { anyOccupied, busy, busyClinic, occupy, services } from '#tests/builders/busy-clinic.ts';
import { at, clinic, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

function search(world: InMemoryWorld, overrides: Partial<SlotSearch> = {}): SlotSearch {
  return {
    service: must(world.find('services', busy.massage), 'massage'),
    location: must(world.find('locations', clinic.location), 'location'),
    chosen: new Map(),
    preferredIds: [],
    resources: world.all('resources'),
    hours: 'respected',
    holderId: id('new', 1),
    from: at('09:00'),
    until: plusMinutes(at('09:00'), 3 * 1440),
    stepMinutes: 15,
    isFromTried: false,
    count: 3,
    ...overrides,
  };
}

const times = (slots: ReturnType<typeof freeSlots>) => slots.map(({ start }) => toIso(start).slice(0, 16));

test('slots start on the quarter hour of the clinic, within its hours, and go on the next morning', () => {
  const world = busyClinic();
  expect(times(freeSlots(search(world, { from: at('16:04') }), world))).toEqual([
    '2026-11-23T16:15',
    '2026-11-23T16:30',
    '2026-11-24T07:00',
  ]);
});

test('"now" is tried as it is, to the minute', () => {
  const world = busyClinic();
  const now = { from: at('09:07'), isFromTried: true, stepMinutes: 5 };
  expect(times(freeSlots(search(world, now), world))).toEqual([
    '2026-11-23T09:07',
    '2026-11-23T09:10',
    '2026-11-23T09:15',
  ]);
});

test('a time that is taken is passed over, and comes back with another practitioner', () => {
  const world = busyClinic();
  for (const [number, resourceId] of [clinic.anna, busy.cara].entries()) {
    const phases = [{ minutes: 60, resourceIds: [resourceId] }];
    world.execute(booking({ appointmentId: id('other', number), start: at('09:00'), phases }), context());
  }
  expect(times(freeSlots(search(world, { count: 1 }), world))).toEqual(['2026-11-23T10:00']);
});

test('every offered slot is accepted by decide(), and no earlier quarter hour would have been', () => {
  fc.assert(
    fc.property(
      anyOccupied,
      fc.constantFrom(...services),
      fc.integer({ min: 0, max: 300 }),
      (occupied, service, late) => {
        const world = busyClinic();
        occupy(world, occupied);
        const options = search(world, { service, from: plusMinutes(at('07:00'), late), count: 2 });
        const slots = freeSlots(options, world);
        for (const { start, assignment } of slots) {
          expect(start % 900_000).toBe(0);
          const { decide } = ready(service.id, start, assignment.phases);
          expect(decide(world)).toBe('accepted');
        }
        const first = slots[0];
        if (first === undefined) return;
        for (let start = plusMinutes(first.start, -15); start >= options.from; start = plusMinutes(start, -15)) {
          expect(assignPhases({ ...options, start }, world).kind).not.toBe('free');
        }
      },
    ),
    { numRuns: 60 },
  );
});

function ready(serviceId: string, start: SlotSearch['from'], phases: ReturnType<typeof assignPhases>['phases']) {
  const intent = booking({ appointmentId: id('new', 1), serviceId, start, phases: [...phases] });
  return {
    decide: (world: InMemoryWorld) => {
      const decision = world.execute(intent, context());
      const isBooked = decision.kind === 'accepted' && decision.adjustments.length === 0;
      world.execute({ name: 'appointment.cancel', input: { appointmentId: id('new', 1), reason: '' } }, context());
      // The next slot is judged on its own: the trial booking is taken out of the world again.
      world.forget('appointments', id('new', 1));
      return isBooked ? 'accepted' : decision.kind;
    },
  };
}
