import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { toIso } from '#shared/time/instant.ts';
import type { PlanningDesk } from '#renderer/appointments/booking/booking-plan.ts';
import { planWalkIn, walkInIntent } from '#renderer/walk-ins/walk-in-plan.ts';
import { booking } from '#tests/builders/booking.ts';
import { anyOccupied, busy, busyClinic, occupy } from '#tests/builders/busy-clinic.ts';
import { at, clinic, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

function deskAt(world: InMemoryWorld, time: string): PlanningDesk {
  return {
    world,
    offering: world,
    revision: 0,
    resources: world.all('resources'),
    location: must(world.find('locations', clinic.location), 'location'),
    now: at(time),
    appointmentId: id('new', 1),
    rowResourceId: null,
  };
}

const massage = { serviceId: busy.massage, seats: new Map() };

test('somebody who walks in starts with the minute that has begun', () => {
  const plan = planWalkIn(massage, deskAt(busyClinic(), '09:07'));
  expect(plan?.waitMinutes).toBe(0);
  expect(toIso(must(plan, 'plan').slot.start)).toBe('2026-11-23T09:07:00.000Z');
});

test('where everybody is busy the wait is told to the next five minutes', () => {
  const world = busyClinic();
  for (const [number, resourceId] of [clinic.anna, busy.cara].entries()) {
    const phases = [{ minutes: 43 + number, resourceIds: [resourceId] }];
    world.execute(booking({ appointmentId: id('other', number), start: at('09:00'), phases }), context());
  }
  expect(planWalkIn(massage, deskAt(world, '09:33'))?.waitMinutes).toBe(12);
});

test('a clinic that is closed takes a walk-in now, and says that it is closed', () => {
  const plan = planWalkIn(massage, deskAt(busyClinic(), '21:00'));
  expect(plan).toMatchObject({ waitMinutes: 0, isOutsideHours: true });
});

test('what is promised is booked as arrived, as asked', () => {
  fc.assert(
    fc.property(anyOccupied, fc.integer({ min: 7, max: 15 }), (occupied, hour) => {
      const world = busyClinic();
      occupy(world, occupied);
      const desk = deskAt(world, `${String(hour).padStart(2, '0')}:13`);
      const plan = planWalkIn({ serviceId: busy.laserVisit, seats: new Map() }, desk);
      if (plan === null) return;
      const decision = world.execute(walkInIntent(null, plan, desk), context({ now: desk.now, deskTime: desk.now }));
      expect(decision).toMatchObject({ kind: 'accepted', adjustments: [] });
      expect(world.find('appointments', desk.appointmentId)).toMatchObject({ status: 'arrived', arrivedAt: desk.now });
    }),
    { numRuns: 50 },
  );
});
