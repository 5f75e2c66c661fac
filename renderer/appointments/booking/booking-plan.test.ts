import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { toIso } from '#shared/time/instant.ts';
import { nextFree, planBooking, type PlanningDesk } from '#renderer/appointments/booking/booking-plan.ts';
import { type BookingForm, wallOf } from '#renderer/appointments/booking/booking-form.ts';
import { offeringWorld } from '#renderer/replica/view/offering-world.ts';
import { busy, busyClinic } from '#tests/builders/busy-clinic.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

const form: BookingForm & { readonly minutes: null } = {
  locationId: clinic.location,
  client: null,
  serviceId: busy.massage,
  when: { kind: 'next' },
  minutes: null,
  seats: new Map(),
  notes: '',
  source: 'desk',
};

function deskWith(kept: Readonly<Record<string, readonly [string, string]>>): PlanningDesk {
  const world = busyClinic();
  const leases = Object.entries(kept).map(([resourceId, [from, to]], at_) => {
    const times = { start: at(from), end: at(to), expiresAt: at('23:00') };
    return { id: id('lease', at_ + 1), deskId: id('desk', 2), deskName: 'Back office', resourceId, ...times };
  });
  return {
    world,
    offering: offeringWorld(world, { leases, holds: [], now: at('08:00') }),
    revision: 0,
    resources: world.all('resources'),
    location: must(world.find('locations', clinic.location), 'location'),
    now: at('09:00'),
    appointmentId: id('new', 1),
    rowResourceId: null,
  };
}

const starts = (desk: PlanningDesk) =>
  nextFree(form, desk, at('09:00'), 3).map(({ start }) => toIso(start).slice(11, 16));

test('[IN5] the next free times are not those that are kept for another desk', () => {
  const free = starts(deskWith({}));
  expect(free[0]).toBe('09:00');
  const kept = deskWith({ [clinic.anna]: ['08:00', '10:00'], [busy.cara]: ['08:00', '10:00'] });
  expect(starts(kept)[0]).toBe('10:00');
  expect(toIso(must(planBooking(form, kept), 'plan').start).slice(11, 16)).toBe('10:00');
});

test('[IN5] a time that a person chose goes to somebody whose time is not kept, where there is one', () => {
  const desk = deskWith({ [clinic.anna]: ['08:00', '18:00'] });
  const chosen: BookingForm = { ...form, when: wallOf(at('10:00'), desk.location.zone) };
  const plan = must(planBooking(chosen, desk), 'plan');
  expect([...plan.assignment.filled.values()]).not.toContain(clinic.anna);
  expect(plan.assignment.kind).toBe('free');
});

test('[IN5] where all of it is kept, a chosen time can still be asked for', () => {
  const all = ['00:00', '23:45'] as const;
  const desk = deskWith({ [clinic.anna]: all, [busy.cara]: all });
  const chosen: BookingForm = { ...form, when: wallOf(at('10:00'), desk.location.zone) };
  expect(must(planBooking(chosen, desk), 'plan').assignment.kind).toBe('free');
});

test('the next free time is looked for on the day in sight, and never before now', () => {
  const desk = deskWith({});
  const startFrom = (from: string) => {
    const plan = planBooking({ ...form, when: { kind: 'next', from: at(from) } }, desk);
    return toIso(must(plan, 'plan').start).slice(0, 16);
  };
  expect(startFrom('2026-11-25T00:00')).toBe('2026-11-25T07:00');
  expect(startFrom('2026-11-20T00:00')).toBe('2026-11-23T09:00');
});
