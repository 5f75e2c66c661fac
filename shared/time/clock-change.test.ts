import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { clockFault, instantAtMinute, minuteFault } from '#shared/time/clock-change.ts';
import { toIso } from '#shared/time/instant.ts';
import { addDays, atLocalMinute } from '#shared/time/local.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';

const zone = (name: string): ZoneId => must(parseZone(name), name);
const berlin = zone('Europe/Berlin');

test.each([
  ['2027-03-28T02:30', 'time-in-gap'],
  ['2027-03-28T03:00', null],
  ['2027-10-31T02:30', 'time-in-fold'],
  ['2027-10-31T03:00', null],
  ['2027-06-01T02:30', null],
] as const)('%s in Berlin, of which nobody says which is meant: %s', (local, fault) => {
  expect(clockFault(mustBeWall(local), { zone: berlin })).toBe(fault);
  expect(clockFault(mustBeWall(local), { zone: berlin, disambiguation: 'reject' })).toBe(fault);
});

test.each(['earlier', 'later', 'compatible'] as const)('who says %s is asked no more', (disambiguation) => {
  for (const local of ['2027-03-28T02:30', '2027-10-31T02:30']) {
    expect(clockFault(mustBeWall(local), { zone: berlin, disambiguation })).toBeNull();
  }
});

test('where a day begins and ends is no question, in a zone that changes its clocks at midnight either', () => {
  const cairo = zone('Africa/Cairo');
  expect([0, 1440].map((minute) => minuteFault('2026-04-24', minute, { zone: cairo }))).toEqual([null, null]);
  expect(minuteFault('2026-04-24', 30, { zone: cairo })).toBe('time-in-gap');
  expect(toIso(instantAtMinute('2026-04-24', 0, { zone: cairo }))).toBe('2026-04-23T22:00:00.000Z');
});

test.each([
  ['2027-03-28', 'earlier', '00:30'],
  ['2027-03-28', 'later', '01:30'],
  ['2027-03-28', undefined, '01:30'],
  ['2027-10-31', 'earlier', '00:30'],
  ['2027-10-31', undefined, '00:30'],
  ['2027-10-31', 'later', '01:30'],
] as const)('half past two in Berlin on %s, %s, is %s UTC', (date, disambiguation, utc) => {
  expect(toIso(instantAtMinute(date, 150, { zone: berlin, disambiguation })).slice(11, 16)).toBe(utc);
});

test('a minute of a day is the instant that Temporal gives it, in every zone', () => {
  const zones = ['America/Denver', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Cairo', 'Africa/Casablanca'];
  const anyDay = fc.integer({ min: -5_000, max: 5_000 }).map((days) => addDays('2024-01-01', days));
  fc.assert(
    fc.property(
      fc.constantFrom(...zones.map(zone)),
      anyDay,
      fc.integer({ min: 0, max: 1440 }),
      (where, date, minute) => {
        expect(instantAtMinute(date, minute, { zone: where })).toBe(atLocalMinute(date, minute, where));
      },
    ),
  );
});
