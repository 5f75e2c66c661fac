import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { openWithin, resourceHours } from '#shared/scheduling/opening-hours.ts';
import { instantAtMinute } from '#shared/time/clock-change.ts';
import type { Interval } from '#shared/time/interval.ts';
import { addDays, dayInterval, weekday as weekdayOf } from '#shared/time/local.ts';
import { instant, plusMinutes } from '#shared/time/instant.ts';
import { parseZone } from '#shared/time/zone.ts';
import { clinic, location, resource } from '#tests/builders/clinic.ts';
import {
  daysFrom,
  hoursOf,
  houseHours,
  mainOpening,
  mondayOf,
  shownDaysOf,
  visibleHours,
} from '#renderer/timeline/hours.ts';

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

const anna = resource({ id: clinic.anna, kind: 'practitioner' });
const seenFrom = (name: string, ...days: readonly string[]) =>
  hoursOf(anna, location(), shownDaysOf(days, must(parseZone(name), name)));

test('a day of the clinic is shown where it falls in the zone that is shown', () => {
  expect(seenFrom('Europe/Berlin', monday)).toEqual([weekday(1, 480, 1080)]);
  expect(seenFrom('Asia/Tokyo', monday)).toEqual([weekday(1, 960, 1440)]);
  expect(seenFrom('Asia/Tokyo', '2026-11-24')).toEqual([weekday(2, 0, 120), weekday(2, 960, 1440)]);
  // The house closes as the day ends there.
  expect(seenFrom('Asia/Bangkok', monday)).toEqual([weekday(1, 840, 1440)]);
  // Monday of the clinic begins on Sunday evening there: Berlin's Friday is over, and Saturday is closed.
  expect(seenFrom('America/Los_Angeles', monday)).toEqual([weekday(1, 0, 540), weekday(1, 1380, 1440)]);
  expect(seenFrom('Asia/Tokyo', '2026-11-28')).toEqual([weekday(6, 0, 120)]);
});

test('what is open in a shown zone is what is open at the clinic, minute for minute', () => {
  const zones = [
    'Asia/Bangkok',
    'Asia/Tokyo',
    'America/St_Johns',
    'Asia/Kathmandu',
    'Pacific/Auckland',
    'America/Los_Angeles',
  ];
  const anyDate = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2025-06-01', days));
  fc.assert(
    fc.property(fc.constantFrom(...zones), anyDate, (name, date) => {
      const shown = shownDaysOf(daysFrom(date, 7), must(parseZone(name), name));
      const wall = hoursOf(anna, location(), shown).flatMap((span) => {
        const day = must(
          shown.days.find((one) => weekdayOf(one.date) === span.weekday),
          'day',
        );
        const clock = { zone: shown.zone };
        const [start, end] = [span.fromMinute, span.toMinute].map((at) => instantAtMinute(day.date, at, clock));
        return { start: must(start, 'start'), end: must(end, 'end') };
      });
      const minutes = (spans: readonly Interval[]) => spans.reduce((sum, { start, end }) => sum + end - start, 0);
      const window = {
        start: must(shown.days[0], 'first').interval.start,
        end: must(shown.days[6], 'last').interval.end,
      };
      const open = openWithin(resourceHours(anna, location()), window).map(({ start, end }) => ({
        start: instant(Math.max(start, window.start)),
        end: instant(Math.min(end, window.end)),
      }));
      expect(minutes(wall)).toBe(minutes(open));
    }),
    { numRuns: 80 },
  );
});

test('by another clock the day is looked at from the hour before the house opens, not from the evening before', () => {
  const tokyo = must(parseZone('Asia/Tokyo'), 'zone');
  const house = { ...location(), hours: [1, 2].map((day) => weekday(day, 480, 1080)) };
  // 08:00 to 18:00 in Berlin is 16:00 to 02:00 in Tokyo; the Tuesday there begins with Monday's last two hours.
  const shown = shownDaysOf(['2026-11-24'], tokyo);
  expect(mainOpening(houseHours(house, shown), shown)).toBe(15 * 60);
  expect(mainOpening([], shown)).toBeNull();
});
