import { expect, test } from 'vitest';
import { wantedLeases } from '#shared/scheduling/wanted-leases.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { at, clinic, id, location } from '#tests/builders/clinic.ts';

const desk = id('desk', 1);
const rule = { deskId: desk, resourceIds: [clinic.room1, clinic.anna], days: 2, lastsMinutes: null };

test('[LE1] today and tomorrow by the clock of the location, for the desk that the rule names', () => {
  const berlin = location({ leaseRules: [rule] });
  const today = { start: at('2026-11-22T23:00'), end: at('2026-11-23T23:00') };
  const tomorrow = { start: at('2026-11-23T23:00'), end: at('2026-11-24T23:00') };
  expect(wantedLeases([berlin], desk, at('09:00'))).toEqual([
    { resourceId: clinic.room1, ...today, expiresAt: today.end },
    { resourceId: clinic.anna, ...today, expiresAt: today.end },
    { resourceId: clinic.room1, ...tomorrow, expiresAt: tomorrow.end },
    { resourceId: clinic.anna, ...tomorrow, expiresAt: tomorrow.end },
  ]);
  expect(wantedLeases([berlin], id('desk', 2), at('09:00'))).toEqual([]);
});

test('[LE3] a lease lasts to the end of its day, or less by rule', () => {
  const short = location({ leaseRules: [{ ...rule, resourceIds: [clinic.room1], lastsMinutes: 60 }] });
  const expiries = wantedLeases([short], desk, at('22:30')).map(({ expiresAt }) => expiresAt);
  expect(expiries).toEqual([at('23:00'), plusMinutes(at('22:30'), 60)]);
});

test('[LE1] a day of a clock change is as long as it is, and a closed location leases nothing', () => {
  const berlin = location({ leaseRules: [{ ...rule, resourceIds: [clinic.room1], days: 1 }] });
  const [day] = wantedLeases([berlin], desk, at('2026-10-25T10:00'));
  expect(day === undefined ? 0 : (day.end - day.start) / 3_600_000).toBe(25);
  expect(wantedLeases([{ ...berlin, isActive: false }], desk, at('09:00'))).toEqual([]);
});
