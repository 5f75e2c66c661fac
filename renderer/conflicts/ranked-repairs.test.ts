import { expect, test } from 'vitest';
import { offeredRepairs } from '#shared/commands/offered-repairs.ts';
import { must } from '#shared/lib/must.ts';
import type { World } from '#shared/scheduling/world.ts';
import { plusMinutes, toIso } from '#shared/time/instant.ts';
import { rankedRepairs } from '#renderer/conflicts/ranked-repairs.ts';
import { offeringWorld } from '#renderer/replica/view/offering-world.ts';
import { booking } from '#tests/builders/booking.ts';
import { busy, busyClinic } from '#tests/builders/busy-clinic.ts';
import { at, clinic, context, id } from '#tests/builders/clinic.ts';
import { anotherHold } from '#tests/builders/held-elsewhere.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const visit = id('new', 1);

/** Anna and room 1 are wanted at nine; room 1 is taken for half an hour. */
function displacedAtNine(): InMemoryWorld {
  const world = busyClinic();
  world.execute(
    booking({ appointmentId: id('other', 1), phases: [{ minutes: 30, resourceIds: [clinic.room1] }] }),
    context(),
  );
  const phases = [{ minutes: 30, resourceIds: [clinic.anna, clinic.room1] }];
  world.execute(booking({ appointmentId: visit, serviceId: busy.massage, start: at('09:00'), phases }), context());
  return world;
}

function leaseOf(resourceId: string, from: string, to: string) {
  const times = { start: at(from), end: at(to), expiresAt: at('23:00') };
  return { id: id('lease', 1), deskId: id('desk', 2), deskName: 'Back office', resourceId, ...times };
}

function ranked(world: InMemoryWorld, offering: World) {
  const find = (picture: World) => {
    const appointment = must(picture.find('appointments', visit), 'visit');
    const location = must(picture.find('locations', clinic.location), 'location');
    const wanted = { start: appointment.start, swaps: [] };
    return offeredRepairs(
      { appointment, wanted, location, resources: world.all('resources'), now: at('08:00') },
      picture,
      context(),
    );
  };
  return rankedRepairs(find, { world, offering, context: context() }).map(({ repair, keptFor }) => [
    [repair.kind, toIso(repair.start).slice(11, 16), ...repair.swaps.map(({ to }) => to)].join(' '),
    keptFor,
  ]);
}

const nothing = { leases: [], holds: [], now: at('08:00') };

test('[IN5] a repair in time that is kept for another desk gives way to those that nobody has a claim to', () => {
  const world = displacedAtNine();
  const inTheGym = `other-room 09:00 ${clinic.gym}`;
  expect(ranked(world, offeringWorld(world, nothing))[0]).toEqual([inTheGym, null]);
  const offering = offeringWorld(world, { ...nothing, leases: [leaseOf(clinic.gym, '07:00', '20:00')] });
  const repairs = ranked(world, offering);
  expect(repairs[0]?.[1]).toBeNull();
  expect(repairs.map(([what]) => what)).not.toContain(inTheGym);
});

test('[IN5] where too little is left, it is offered last and names the desk', () => {
  const world = displacedAtNine();
  const day = ['00:00', '23:45'] as const;
  const offering = offeringWorld(world, {
    ...nothing,
    leases: [
      leaseOf(clinic.anna, ...day),
      leaseOf(busy.cara, ...day),
      { ...leaseOf(clinic.gym, ...day), id: id('lease', 2) },
    ],
  });
  const repairs = ranked(world, offering);
  expect(repairs.length).toBeGreaterThan(0);
  expect(repairs.at(-1)?.[1]).toBe('Back office');
  const firstKept = repairs.findIndex(([, keptFor]) => keptFor !== null);
  expect(repairs.slice(firstKept).every(([, keptFor]) => keptFor !== null)).toBe(true);
});

test('[IN5] [HU9] what another window of this desk holds is not offered at all', () => {
  const world = displacedAtNine();
  const held = anotherHold({ resourceId: clinic.anna, start: at('09:30'), end: at('10:00') });
  expect(ranked(world, offeringWorld(world, nothing)).map(([what]) => what)).toContain('other-time 09:30');
  const repairs = ranked(world, offeringWorld(world, { ...nothing, holds: [held] }));
  expect(repairs.map(([what]) => what)).not.toContain('other-time 09:30');
});

test('[IN5] a lease that is over by the server’s clock keeps nothing', () => {
  const world = displacedAtNine();
  const lease = leaseOf(clinic.gym, '07:00', '20:00');
  const late = { ...nothing, leases: [lease], now: plusMinutes(lease.expiresAt, 1) };
  expect(offeringWorld(world, late)).toBe(world);
});
