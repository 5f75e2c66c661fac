import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { dayInterval } from '#shared/time/local.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { parseZone } from '#shared/time/zone.ts';
import { mondayOf, visibleHours } from '#renderer/timeline/hours.ts';

const berlin = must(parseZone('Europe/Berlin'), 'zone');
const weekday = (day: number, fromMinute: number, toMinute: number) => ({ weekday: day, fromMinute, toMinute });
const monday = '2026-11-23';

test('an hour is shown around the opening hours, in whole hours', () => {
  expect(visibleHours([[weekday(1, 510, 1065)], [weekday(2, 0, 1440)]], [monday], [], berlin)).toEqual({
    fromMinute: 420,
    toMinute: 1140,
  });
});

test('a visit outside of the hours makes them wider', () => {
  const { start } = dayInterval(monday, berlin);
  const late = { start: plusMinutes(start, 1200), end: plusMinutes(start, 1250) };
  expect(visibleHours([[weekday(1, 480, 1080)]], [monday], [late], berlin)).toEqual({
    fromMinute: 420,
    toMinute: 1260,
  });
});

test('a visit that ends at midnight shows the day to its end, one across midnight the whole day', () => {
  const { start, end } = dayInterval(monday, berlin);
  const toMidnight = { start: plusMinutes(start, 1380), end };
  expect(visibleHours([], [monday], [toMidnight], berlin)).toEqual({ fromMinute: 1380, toMinute: 1440 });
  const across = { start: plusMinutes(start, 1380), end: plusMinutes(end, 30) };
  expect(visibleHours([], [monday], [across], berlin)).toEqual({ fromMinute: 0, toMinute: 1440 });
});

test("[F13] a visit across Berlin's fold, whose end reads earlier than its start, shows the whole day", () => {
  const { start } = dayInterval('2026-10-25', berlin);
  const across = { start: plusMinutes(start, 165), end: plusMinutes(start, 195) };
  expect(visibleHours([], ['2026-10-25'], [across], berlin)).toEqual({ fromMinute: 0, toMinute: 1440 });
});

test('a day without hours and visits shows office hours', () => {
  expect(visibleHours([[]], [monday], [], berlin)).toEqual({ fromMinute: 480, toMinute: 1080 });
});

test('weeks begin on Monday', () => {
  expect(mondayOf('2026-11-29')).toBe(monday);
  expect(mondayOf(monday)).toBe(monday);
});
