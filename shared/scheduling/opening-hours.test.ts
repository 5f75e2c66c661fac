import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { isOpenThroughout, openIntervals, openWithin } from '#shared/scheduling/opening-hours.ts';
import { minutesBetween, parseInstant, plusMinutes, toIso } from '#shared/time/instant.ts';
import { parseZone } from '#shared/time/zone.ts';

const berlin = must(parseZone('Europe/Berlin'), 'zone');
const everyDay = (fromMinute: number, toMinute: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute, toMinute }));
const time = (iso: string) => must(parseInstant(iso), iso);

test('a day without hours of its own weekday is closed', () => {
  const hours = { hours: [{ weekday: 1, fromMinute: 480, toMinute: 1080 }], zone: berlin };
  expect(openIntervals(hours, '2026-11-22')).toEqual([]);
  expect(openIntervals(hours, '2026-11-23')).toEqual([
    { start: time('2026-11-23T07:00:00Z'), end: time('2026-11-23T17:00:00Z') },
  ]);
});

test('a night that loses an hour is an hour shorter, one that gains it an hour longer', () => {
  const nights = { hours: everyDay(0, 360), zone: berlin };
  const lengthOf = (date: string) => openIntervals(nights, date).map((span) => minutesBetween(span.start, span.end));
  expect(lengthOf('2026-03-29')).toEqual([300]);
  expect(lengthOf('2026-10-25')).toEqual([420]);
  expect(lengthOf('2026-11-23')).toEqual([360]);
});

test('spans that touch or overlap are one, also through midnight', () => {
  const hours = { hours: [...everyDay(1320, 1440), ...everyDay(0, 120), ...everyDay(60, 180)], zone: berlin };
  const night = { start: time('2026-11-23T21:30:00Z'), end: time('2026-11-24T01:30:00Z') };
  expect(openWithin(hours, night).map((span) => [toIso(span.start), toIso(span.end)])).toEqual([
    ['2026-11-23T21:00:00.000Z', '2026-11-24T02:00:00.000Z'],
  ]);
  expect(isOpenThroughout(hours, night)).toBe(true);
});

test('an interval is open exactly when each of its minutes is', () => {
  const hours = { hours: [...everyDay(480, 720), ...everyDay(765, 1080)], zone: berlin };
  const anyStart = fc.integer({ min: 0, max: 3 * 1440 });
  fc.assert(
    fc.property(anyStart, fc.integer({ min: 1, max: 400 }), (from, length) => {
      const start = plusMinutes(time('2026-10-24T00:00:00Z'), from);
      const isOpenAt = (minute: number): boolean => {
        const begin = plusMinutes(start, minute);
        return isOpenThroughout(hours, { start: begin, end: plusMinutes(begin, 1) });
      };
      const eachMinute = Array.from({ length }, (_, minute) => minute).every(isOpenAt);
      expect(isOpenThroughout(hours, { start, end: plusMinutes(start, length) })).toBe(eachMinute);
    }),
    { numRuns: 40 },
  );
});
