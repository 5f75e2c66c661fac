import { expect, test } from 'vitest';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { guaranteeOf, type Surroundings } from '#renderer/replica/leases/guarantee.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

const lease = {
  id: id('lease', 1),
  deskId: id('desk', 1),
  resourceId: clinic.room1,
  start: at('08:00'),
  end: at('12:00'),
  expiresAt: at('22:00'),
};
const claim = { resourceId: clinic.room1, lane: 0, start: at('09:00'), end: at('09:30'), part: 'visit' as const };
const visit = { id: id('appt', 1), claims: [claim] };

function around(overrides: Partial<Surroundings> = {}): Surroundings {
  return { leases: [lease], lanesOf: () => 1, possible: () => [], ...overrides };
}

function held(number: number, part: HeldClaim['part'] = 'visit', lane = 0): HeldClaim {
  return { ...claim, lane, part, holder: { kind: 'appointment', id: id('appt', number) } };
}

test('[LE10] a visit whose claims all lie in leases is guaranteed until the first of them expires', () => {
  const later = { ...lease, id: id('lease', 2), resourceId: clinic.anna, expiresAt: at('21:00') };
  const both = { ...visit, claims: [claim, { ...claim, resourceId: clinic.anna }] };
  expect(guaranteeOf(both, around({ leases: [lease, later] }))).toEqual({ kind: 'guaranteed', until: at('21:00') });
  expect(guaranteeOf(both, around())).toEqual({ kind: 'provisional' });
});

test('[LE10] what reaches out of the lease, if only by a buffer, is provisional', () => {
  const buffer = { ...claim, start: at('07:50'), end: at('08:00'), part: 'buffer' as const };
  expect(guaranteeOf({ ...visit, claims: [claim, buffer] }, around())).toEqual({ kind: 'provisional' });
});

test('[LE10] time that is free only if the server takes another of this desk’s commands is provisional', () => {
  expect(guaranteeOf(visit, around({ possible: () => [held(2)] }))).toEqual({ kind: 'provisional' });
  expect(guaranteeOf(visit, around({ possible: () => [held(1)] })).kind).toBe('guaranteed');
});

test('[LE10] of three lanes two may be taken, whichever they are', () => {
  const two = around({ lanesOf: () => 3, possible: () => [held(2, 'visit', 0), held(3, 'visit', 2)] });
  const three = around({ lanesOf: () => 3, possible: () => [held(2), held(3), held(4)] });
  expect(guaranteeOf(visit, two).kind).toBe('guaranteed');
  expect(guaranteeOf(visit, three).kind).toBe('provisional');
});

test('a resource that this desk does not know has no lane to promise', () => {
  expect(guaranteeOf(visit, around({ lanesOf: () => 0 })).kind).toBe('provisional');
});
