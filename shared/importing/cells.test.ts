import { expect, test } from 'vitest';
import { timeReader } from '#shared/importing/date-pattern.ts';
import { readMinutes } from '#shared/importing/duration.ts';

test.each([
  ['M/d/yy H:mm', '1/3/22 7:00', '2022-01-03T07:00:00'],
  ['M/d/yyyy h:mm a', '12/31/2026 12:05 AM', '2026-12-31T00:05:00'],
  ['M/d/yyyy h:mm a', '12/31/2026 12:05 p.m.', '2026-12-31T12:05:00'],
  ['dd.MM.yyyy HH:mm', '21.11.2026 09:30', '2026-11-21T09:30:00'],
  ['d MMM yyyy H:mm', '3 Sept. 2026 8:15', '2026-09-03T08:15:00'],
  ['EEE, d MMMM yyyy', 'Mon, 2 February 2026', '2026-02-02T00:00:00'],
  ["yyyy'年'M'月'd'日' H:mm", '2026年11月21日 9:30', '2026-11-21T09:30:00'],
  ['iso', '2026-11-21 09:30', '2026-11-21T09:30'],
  ['iso', '2026-11-21T09:30:15.250', '2026-11-21T09:30:15'],
])('%s reads %s', (pattern, cell, local) => {
  expect(timeReader(pattern)?.(cell)).toEqual({ kind: 'local', local });
});

test('a time with an offset is absolute, whatever the zone of the file', () => {
  expect(timeReader('iso')?.('2026-11-21T09:30+01:00')).toEqual({
    kind: 'instant',
    instant: Date.UTC(2026, 10, 21, 8, 30),
  });
});

test.each([
  ['M/d/yy H:mm', '1/3/2022 7:00'],
  ['M/d/yy H:mm', '1/3/22'],
  ['M/d/yy H:mm', ''],
  ['M/d/yyyy h:mm a', '1/3/2022 13:00 PM'],
  ['d MMM yyyy', '3 Brumaire 2026'],
  ['iso', '21.11.2026'],
])('%s does not read %s', (pattern, cell) => {
  expect(timeReader(pattern)?.(cell) ?? null).toBe(null);
});

test('a pattern must name a year, a month and a day, and means its other characters literally', () => {
  expect(timeReader('H:mm')).toBe(null);
  expect(timeReader('M/d')).toBe(null);
  expect(timeReader('yyyy.M.d')?.('2026x11x21') ?? null).toBe(null);
});

test.each([
  ['90', 90],
  ['90 min', 90],
  ['90.0', 90],
  ['1:30', 90],
  ['1 h 30 min', 90],
  ['1.5 h', 90],
  ['1,5 h', 90],
  ['PT1H30M', 90],
  ['PT45M', 45],
  ['2 hours', 120],
  ['90.5', null],
  ['-30', null],
  ['soon', null],
  ['', null],
])('%s are %s minutes', (cell, minutes) => {
  expect(readMinutes(cell)).toBe(minutes);
});
