import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { parseZone } from '#shared/time/zone.ts';
import { wholeDays } from '#renderer/timeline/whole-days.ts';
import { at } from '#tests/builders/clinic.ts';

const kept = { start: at('2026-11-02T00:00'), end: at('2027-03-16T00:00') };

test.each([
  ['UTC', '2026-11-02T00:00', '2027-03-16T00:00'],
  // Winter time at one end, summer time at the other.
  ['America/Denver', '2026-11-02T07:00', '2027-03-15T06:00'],
  ['Europe/Berlin', '2026-11-02T23:00', '2027-03-15T23:00'],
])('in %s a desk says which days it has whole', (name, start, end) => {
  const zone = must(parseZone(name), 'a zone');
  expect(wholeDays(kept, zone)).toEqual({ start: at(start), end: at(end) });
});
