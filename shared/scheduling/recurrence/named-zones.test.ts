import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { nextOccurrences } from '#shared/scheduling/recurrence/occurrences.ts';
import { toIso } from '#shared/time/instant.ts';
import { localMinute } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';
import { wall } from '#shared/time/wall.ts';
import { aSeries } from '#tests/builders/series.ts';

function starts(zone: string, start: string, rule: string) {
  const found = nextOccurrences(aSeries({ zone, start, rules: [rule] }), wall(0));
  return found.ok ? found.value.occurrences : [];
}

// What each zone does to nine in the morning: the date and hour in UTC before and after its clocks change.
test.each([
  ['America/Phoenix', '2026-03-01', ['03-01T16:00', '03-08T16:00', '03-15T16:00']],
  ['America/Denver', '2026-03-01', ['03-01T16:00', '03-08T15:00', '03-15T15:00']],
  ['America/Denver', '2026-10-25', ['10-25T15:00', '11-01T16:00', '11-08T16:00']],
  ['Australia/Lord_Howe', '2026-03-29', ['03-28T22:00', '04-04T22:30', '04-11T22:30']],
  ['Australia/Lord_Howe', '2026-09-27', ['09-26T22:30', '10-03T22:00', '10-10T22:00']],
  ['Africa/Cairo', '2026-04-19', ['04-19T07:00', '04-26T06:00', '05-03T06:00']],
  ['Africa/Cairo', '2026-10-25', ['10-25T06:00', '11-01T07:00', '11-08T07:00']],
  // Morocco turns its clocks back for Ramadan, in 2026 from 15 February to 22 March.
  ['Africa/Casablanca', '2026-02-08', ['02-08T08:00', '02-15T09:00', '02-22T09:00']],
  ['Africa/Casablanca', '2026-03-15', ['03-15T09:00', '03-22T08:00', '03-29T08:00']],
  ['Australia/Sydney', '2026-09-27', ['09-26T23:00', '10-03T22:00', '10-10T22:00']],
  ['Europe/Berlin', '2026-03-22', ['03-22T08:00', '03-29T07:00', '04-05T07:00']],
  ['Europe/Berlin', '2026-10-18', ['10-18T07:00', '10-25T08:00', '11-01T08:00']],
] as const)('[RR1] weekly at nine in %s from %s', (zone, date, expected) => {
  const found = starts(zone, `${date}T09:00:00`, 'FREQ=WEEKLY;COUNT=3');
  expect(found.map(({ start }) => toIso(start).slice(5, 16))).toEqual(expected);
  const name = must(parseZone(zone), zone);
  expect(found.map(({ start }) => localMinute(start, name))).toEqual([540, 540, 540]);
});

test('[RR1] nine in Phoenix, seen from Denver, is nine in winter and ten in summer', () => {
  const denver = must(parseZone('America/Denver'), 'Denver');
  const found = starts('America/Phoenix', '2026-02-15T09:00:00', 'FREQ=MONTHLY;COUNT=6');
  expect(found.map(({ start }) => localMinute(start, denver) / 60)).toEqual([9, 10, 10, 10, 10, 10]);
});

test('[RR2] on the day that Apia never had, the date of a daily series is a day later, that one alone, and flagged', () => {
  const found = starts('Pacific/Apia', '2011-12-28T09:00:00', 'FREQ=DAILY;COUNT=5');
  expect(found.map(({ start, kind }) => [toIso(start).slice(5, 13), kind])).toEqual([
    ['12-28T19', 'exact'],
    ['12-29T19', 'exact'],
    ['12-30T19', 'gap'],
    ['12-30T19', 'exact'],
    ['12-31T19', 'exact'],
  ]);
});

test.each([
  ['Australia/Lord_Howe', '2026-10-04T02:15:00', 'gap', '02:45'],
  ['Africa/Cairo', '2026-04-24T00:30:00', 'gap', '01:30'],
  ['Africa/Casablanca', '2026-03-22T02:30:00', 'gap', '03:30'],
  ['Australia/Sydney', '2026-10-04T02:30:00', 'gap', '03:30'],
  ['America/Denver', '2026-03-08T02:30:00', 'gap', '03:30'],
  ['Europe/Berlin', '2026-03-29T02:30:00', 'gap', '03:30'],
  ['Africa/Casablanca', '2026-02-15T02:30:00', 'fold', '02:30'],
  ['Australia/Lord_Howe', '2026-04-05T01:45:00', 'fold', '01:45'],
] as const)('[RR2] in %s a daily series meets %s as a %s: %s that day, and its own time on the others', (...row) => {
  const [zone, local, kind, shown] = row;
  const dayBefore = new Date(Date.parse(`${local}Z`) - 86_400_000).toISOString().slice(0, 19);
  const found = starts(zone, dayBefore, 'FREQ=DAILY;COUNT=3');
  const times = found.map((one) => new Date(one.wall).toISOString().slice(11, 16));
  expect(found.map((one) => one.kind)).toEqual(['exact', kind, 'exact']);
  expect(times).toEqual([local.slice(11, 16), shown, local.slice(11, 16)]);
});
