import { expect, test } from 'vitest';
import { dayInterval } from '#shared/time/local.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id, location } from '#tests/builders/clinic.ts';
import { clinicView, command } from '#tests/builders/view.ts';

const timeOffId = id('off', 1);
const manager = context({ role: 'manager', actorId: clinic.manager });

test('[TO1] a desk that has pulled approved leave sees its time as blocked, and foresees that a booking is displaced', () => {
  const world = clinicWorld();
  const days = { fromDate: '2026-11-23', toDate: '2026-11-23', hours: null, kind: 'sick', note: '' };
  const asked = { timeOffId, resourceId: clinic.anna, ...days };
  world.execute({ name: 'time-off.request', input: asked }, context());
  const answer = { timeOffId, seenVersion: 1, state: 'approved', note: '', restoring: [] };
  world.execute({ name: 'time-off.decide', input: answer }, manager);
  const view = clinicView(world);
  const claims = view.view.claimsOn(clinic.anna, dayInterval('2026-11-23', location().zone));
  expect(claims.map(({ holder }) => holder)).toEqual([{ kind: 'block', id: timeOffId }]);
  view.add(command(1, booking({ start: at('12:00') })));
  expect(view.view.find('appointments', id('appt', 1))?.displacement?.conflicts[0]?.holderId).toBe(timeOffId);
});
