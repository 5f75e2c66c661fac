import { expect, test } from 'vitest';
import { offeredTransitions } from '#shared/scheduling/appointment-status.ts';
import { at } from '#tests/builders/clinic.ts';
import { visit } from '#tests/builders/visit.ts';

test('[ST6] before its day at its location a visit is not offered what only the day can tell', () => {
  // Half past midnight of the 24th in Berlin.
  const late = { start: at('2026-11-23T23:30') };
  const booked = visit(late);
  expect(offeredTransitions(booked, at('2026-11-23T22:59'))).toEqual(['cancelled', 'pending']);
  expect(offeredTransitions(booked, at('2026-11-23T23:00'))).toEqual([
    'arrived',
    'checked-in',
    'noshow',
    'cancelled',
    'pending',
  ]);
  // What was marked too early can be taken back.
  expect(offeredTransitions(visit({ ...late, status: 'noshow' }), at('12:00'))).toEqual(['booked', 'cancelled']);
  expect(offeredTransitions(visit({ ...late, status: 'arrived' }), at('12:00'))).toEqual(['booked', 'cancelled']);
});
