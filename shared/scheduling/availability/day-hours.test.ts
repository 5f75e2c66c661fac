import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { dayHours, templateOn, turnOn } from '#shared/scheduling/availability/day-hours.ts';
import type { WorkTemplate } from '#shared/scheduling/availability/work-pattern.ts';
import { openIntervals, openWithin } from '#shared/scheduling/opening-hours.ts';
import { minutesBetween } from '#shared/time/instant.ts';
import { addDays, dayInterval, weekday } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';

const everyDay = (fromMinute: number, toMinute: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({ weekday: day, fromMinute, toMinute }));
const week = (fromMinute: number, toMinute: number) => ({ hours: everyDay(fromMinute, toMinute), breaks: [] });
const template = (overrides: Partial<WorkTemplate>): WorkTemplate => ({
  validFrom: '2026-01-01',
  validTo: null,
  weeks: [week(480, 960)],
  anchor: '2026-01-05',
  ...overrides,
});
const anyDate = fc.integer({ min: -9_000, max: 20_000 }).map((days) => addDays('2026-11-23', days));

test('[AV1] the template that began last holds; before and after all of them the hours of old', () => {
  const summer = template({ validFrom: '2026-06-01', validTo: '2026-08-31', weeks: [week(420, 840)] });
  const pattern = { hours: everyDay(600, 660), templates: [summer, template({})] };
  expect(dayHours(pattern, '2025-12-31')).toEqual([{ weekday: 3, fromMinute: 600, toMinute: 660 }].map(bare));
  expect(dayHours(pattern, '2026-05-31')).toEqual([{ fromMinute: 480, toMinute: 960 }]);
  expect(dayHours(pattern, '2026-06-01')).toEqual([{ fromMinute: 420, toMinute: 840 }]);
  expect(dayHours(pattern, '2026-08-31')).toEqual([{ fromMinute: 420, toMinute: 840 }]);
  expect(dayHours(pattern, '2026-09-01')).toEqual([{ fromMinute: 480, toMinute: 960 }]);
});

function bare({ fromMinute, toMinute }: { fromMinute: number; toMinute: number }) {
  return { fromMinute, toMinute };
}

test('[AV2] weeks take turns for ever, also before their first: as many weeks on it is the same one', () => {
  const anyWeeks = fc.array(fc.nat(600), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(anyWeeks, anyDate, fc.integer({ min: -500, max: 500 }), (froms, date, rounds) => {
      const rotating = template({ validFrom: '1900-01-01', weeks: froms.map((from) => week(from, from + 60)) });
      const pattern = { hours: null, templates: [rotating] };
      expect(dayHours(pattern, addDays(date, 7 * froms.length * rounds))).toEqual(dayHours(pattern, date));
      expect(turnOn(rotating, addDays(date, 7))).toBe((turnOn(rotating, date) + 1) % froms.length);
      const monday = addDays(date, 1 - weekday(date));
      expect(turnOn(rotating, monday)).toBe(turnOn(rotating, date));
    }),
  );
  expect(turnOn(template({ weeks: [week(0, 1), week(0, 2)] }), '2026-01-05')).toBe(0);
});

test('[AV3] breaks are taken out of the hours, wherever they lie', () => {
  const breaks = [
    { weekday: 1, fromMinute: 720, toMinute: 765 },
    { weekday: 1, fromMinute: 300, toMinute: 500 },
    { weekday: 2, fromMinute: 0, toMinute: 1440 },
  ];
  const pattern = { hours: null, templates: [template({ weeks: [{ hours: everyDay(480, 960), breaks }] })] };
  expect(dayHours(pattern, '2026-11-23')).toEqual([
    { fromMinute: 500, toMinute: 720 },
    { fromMinute: 765, toMinute: 960 },
  ]);
  expect(dayHours(pattern, '2026-11-24')).toEqual([]);
});

test('[AV4] an exception stands instead of the template, and an empty one is a day off', () => {
  const exceptions = [
    { date: '2026-11-23', hours: [{ fromMinute: 1020, toMinute: 1200 }], reason: 'Late shift' },
    { date: '2026-11-24', hours: [], reason: 'Wedding' },
  ];
  const pattern = { hours: everyDay(480, 960), templates: [template({})], exceptions };
  expect(dayHours(pattern, '2026-11-23')).toEqual([{ fromMinute: 1020, toMinute: 1200 }]);
  expect(dayHours(pattern, '2026-11-24')).toEqual([]);
});

test('[AV5] closures and kept holidays shut everything, holidays that are marked open nothing', () => {
  const closures = [{ fromDate: '2026-12-24', toDate: '2027-01-01', reason: 'Christmas' }];
  const day = (date: string, isOpen: boolean) => ({ date, name: 'Holiday', isOpen });
  const holidays = { country: 'DE', region: '', days: [day('2026-11-23', false), day('2026-11-24', true)] };
  const exceptions = [{ date: '2026-12-24', hours: [{ fromMinute: 480, toMinute: 600 }], reason: '' }];
  const pattern = { hours: everyDay(480, 960), closures, holidays, exceptions };
  const isOpen = (date: string) => dayHours(pattern, date).length > 0;
  expect(['2026-11-23', '2026-11-24', '2026-12-23', '2026-12-24', '2027-01-01', '2027-01-02'].map(isOpen)).toEqual([
    false,
    true,
    true,
    false,
    false,
    true,
  ]);
});

test('[AV1] of templates that hold, none began later than the one that counts', () => {
  const anyTemplate = fc
    .tuple(anyDate, fc.option(fc.nat(900)))
    .map(([from, days]) => template({ validFrom: from, validTo: days === null ? null : addDays(from, days) }));
  fc.assert(
    fc.property(fc.array(anyTemplate, { maxLength: 6 }), anyDate, (templates, date) => {
      const holding = templates.filter(
        ({ validFrom, validTo }) => validFrom <= date && (validTo === null || date <= validTo),
      );
      const latest = holding
        .map(({ validFrom }) => validFrom)
        .toSorted()
        .at(-1);
      expect(templateOn(templates, date)?.validFrom).toBe(latest);
    }),
  );
});

const zones = [
  'America/Denver',
  'America/Phoenix',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Australia/Sydney',
  'Europe/Berlin',
].map((name) => must(parseZone(name), name));

test('[AV6] what is open in two neighbouring windows is what is open in both together', () => {
  const anyWindow = fc.tuple(
    fc.constantFrom(...zones),
    anyDate,
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 5 }),
  );
  fc.assert(
    fc.property(anyWindow, ([zone, date, first, second]) => {
      const hours = { hours: [...everyDay(480, 720), ...everyDay(780, 1440)], zone, templates: [template({})] };
      const minutesIn = (from: string, to: string) => {
        const window = { start: dayInterval(from, zone).start, end: dayInterval(to, zone).start };
        return openWithin(hours, window)
          .map(({ start, end }) => [Math.max(start, window.start), Math.min(end, window.end)] as const)
          .reduce((sum, [start, end]) => sum + Math.max(0, end - start), 0);
      };
      const middle = addDays(date, first);
      const end = addDays(middle, second);
      expect(minutesIn(date, middle) + minutesIn(middle, end)).toBe(minutesIn(date, end));
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['America/Denver', '2026-03-08', 23],
  ['America/Phoenix', '2026-03-08', 24],
  ['America/Denver', '2026-11-01', 25],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ['Pacific/Apia', '2011-12-29', 24],
  ['Africa/Cairo', '2026-04-24', 23],
  ['Africa/Cairo', '2026-10-29', 25],
  ['Africa/Casablanca', '2026-02-15', 25],
  ['Africa/Casablanca', '2026-03-22', 23],
  ['Australia/Sydney', '2026-10-04', 23],
  ['Europe/Berlin', '2026-10-25', 25],
] as const)('[AV6] in %s a day that is open round the clock, %s, has %d hours', (name, date, hours) => {
  const open = openIntervals({ hours: everyDay(0, 1440), zone: must(parseZone(name), name) }, date);
  expect(open.map(({ start, end }) => minutesBetween(start, end) / 60)).toEqual([hours]);
});

test('[AV6] the day that Apia never had is not open', () => {
  const zone = must(parseZone('Pacific/Apia'), 'Apia');
  expect(openIntervals({ hours: everyDay(480, 1080), zone }, '2011-12-30')).toEqual([]);
  expect(openIntervals({ hours: null, zone }, '2011-12-30')).toEqual([]);
  expect(openIntervals({ hours: everyDay(480, 1080), zone }, '2011-12-31')).toHaveLength(1);
});
