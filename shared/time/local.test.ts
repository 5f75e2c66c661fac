import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { toIso } from '#shared/time/instant.ts';
import { atLocalMinute, dayInterval, localDate, localMinute, resolveLocal, weekday } from '#shared/time/local.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';

const zone = (name: string): ZoneId => must(parseZone(name), name);
const resolve = (local: string, name: string, fold?: 'earlier' | 'later') => {
  const found = must(resolveLocal(local, zone(name), fold), local);
  return [toIso(found.instant), found.kind];
};

test.each([
  ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z', 'exact'],
  ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z', 'gap'],
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', 'fold'],
  ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z', 'gap'],
  ['2026-07-01T09:00', 'America/Phoenix', '2026-07-01T16:00:00.000Z', 'exact'],
])('%s in %s is %s (%s)', (local, name, iso, kind) => {
  expect(resolve(local, name)).toEqual([iso, kind]);
});

test('[F13] the second of two 02:30s is had by asking, whatever zone the desk itself is in', () => {
  expect(resolve('2026-10-25T02:30', 'Europe/Berlin', 'later')).toEqual(['2026-10-25T01:30:00.000Z', 'fold']);
});

test.each(['2026-02-30T09:00', '2026-13-01T09:00', '2026-01-01T25:00', '2026-01-01', 'tomorrow', '2026-01-01T09:00Z'])(
  '%s is no wall time',
  (local) => {
    expect(resolveLocal(local, zone('Europe/Berlin'))).toBeNull();
  },
);

test('the day that Apia skipped has no length', () => {
  const day = dayInterval('2011-12-30', zone('Pacific/Apia'));
  expect(day.end - day.start).toBe(0);
});

test.each([
  ['2026-03-29', 23],
  ['2026-10-25', 25],
  ['2026-06-01', 24],
])('%s in Berlin has %s hours', (date, hours) => {
  const day = dayInterval(date, zone('Europe/Berlin'));
  expect((day.end - day.start) / 3_600_000).toBe(hours);
});

test('opening at nine is nine by the wall clock, also on the day the clocks change', () => {
  const opens = atLocalMinute('2026-03-29', 540, zone('Europe/Berlin'));
  expect([localDate(opens, zone('Europe/Berlin')), localMinute(opens, zone('Europe/Berlin'))]).toEqual([
    '2026-03-29',
    540,
  ]);
  expect(atLocalMinute('2026-03-29', 1440, zone('Europe/Berlin'))).toBe(
    dayInterval('2026-03-29', zone('Europe/Berlin')).end,
  );
});

test('an alias is a zone and keeps its name; a fixed offset is none', () => {
  expect(parseZone('Asia/Calcutta')).toBe('Asia/Calcutta');
  expect(['+02:00', 'UTC+2', 'GMT-5', 'Etc/Nowhere', ''].map(parseZone)).toEqual([null, null, null, null, null]);
});

test('weeks begin on Monday', () => {
  expect([weekday('2026-11-23'), weekday('2026-11-22')]).toEqual([1, 7]);
});
