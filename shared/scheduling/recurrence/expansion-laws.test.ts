import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import { parseRule } from '#shared/scheduling/recurrence/parse-rule.ts';
import { planOf } from '#shared/scheduling/recurrence/plan.ts';
import { walkRule } from '#shared/scheduling/recurrence/walk.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { instant } from '#shared/time/instant.ts';
import { temporal } from '#shared/time/temporal.ts';
import { DAY_MS, formatWall, mustBeWall, type Wall, wall } from '#shared/time/wall.ts';
import { resolveWall } from '#shared/time/wall-clock.ts';
import { parseZone } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { aSeries } from '#tests/builders/series.ts';

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Africa/Cairo',
  'Australia/Sydney',
  'America/St_Johns',
  'Asia/Shanghai',
];
const utc = zoneClock(must(parseZone('UTC'), 'UTC'));

const weekdays = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 });
const nthDays = fc.array(
  fc
    .tuple(fc.constantFrom('1', '2', '4', '5', '-1', '-2', ''), fc.constantFrom('MO', 'WE', 'SA', 'SU'))
    .map((pair) => pair.join('')),
  { minLength: 1, maxLength: 3 },
);
const monthDays = fc.uniqueArray(fc.constantFrom(1, 2, 13, 28, 29, 30, 31, -1, -2, -31), {
  minLength: 1,
  maxLength: 4,
});
const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });
const part = <Value>(name: string, values: fc.Arbitrary<readonly Value[]>) =>
  fc.option(
    values.map((list) => `;${name}=${list.join(',')}`),
    { nil: '' },
  );

const ends = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 60 }).map((n) => `;COUNT=${n}`),
  fc
    .integer({ min: 0, max: 900 })
    .map((days) => `;UNTIL=${formatWall(wall(Date.UTC(2026, 0, 1) + days * DAY_MS)).replace(/[-:]/g, '')}Z`),
);
const extras = fc
  .tuple(
    part('BYMONTH', months),
    fc.option(fc.constantFrom(';BYHOUR=8,17', ';BYHOUR=9;BYMINUTE=0,30'), { nil: '' }),
    fc.constantFrom('', ';WKST=SU', ';WKST=WE'),
  )
  .map((all) => all.join(''));
const anyRule = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.constant('FREQ=DAILY'), part('BYDAY', weekdays), part('BYMONTHDAY', monthDays)),
      fc.tuple(fc.constant('FREQ=WEEKLY'), part('BYDAY', weekdays)),
      fc.tuple(fc.constant('FREQ=MONTHLY'), part('BYDAY', nthDays), part('BYMONTHDAY', monthDays)),
      fc.tuple(
        fc.constant('FREQ=MONTHLY'),
        part('BYDAY', weekdays),
        fc.constantFrom('', ';BYSETPOS=1', ';BYSETPOS=-1', ';BYSETPOS=2,-2'),
      ),
      fc.tuple(fc.constant('FREQ=YEARLY'), part('BYMONTHDAY', monthDays)),
      fc.tuple(fc.constant('FREQ=YEARLY'), fc.constantFrom(';BYDAY=20MO', ';BYDAY=1TU,-1FR', ';BYDAY=WE')),
      fc.tuple(
        fc.constant('FREQ=YEARLY'),
        fc.constantFrom(
          ';BYWEEKNO=10,30',
          ';BYWEEKNO=53,1;BYDAY=TU',
          ';BYYEARDAY=1,60,-1',
          ';BYYEARDAY=100,200;BYSETPOS=-1',
        ),
      ),
      fc.tuple(fc.constant('FREQ=YEARLY;BYMONTH=3,10'), part('BYDAY', nthDays)),
    ),
    fc.integer({ min: 1, max: 5 }),
    extras,
    ends,
  )
  .map(([head, interval, extra, end]) =>
    [
      ...head,
      interval === 1 ? '' : `;INTERVAL=${interval}`,
      head.join('').includes('BYMONTH=') ? extra.replace(/;BYMONTH=[\d,]+/, '') : extra,
      end,
    ].join(''),
  )
  .filter((rule) => !rule.includes('BYSETPOS') || /BYDAY|BYYEARDAY/.test(rule));
const anyStart = fc
  .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 95 }))
  .map(([day, quarter]) => wall(Date.UTC(2025, 0, 1) + day * DAY_MS + quarter * 900_000));
const anySeries = fc
  .tuple(anyRule, anyStart, fc.constantFrom(...zones))
  .map(([rule, start, zone]) => aSeries({ zone, start: formatWall(start), rules: [rule] }));

const day = (offset: number) => instant(Date.UTC(2025, 6, 1) + offset * DAY_MS);
const within = (series: Series, from: number, to: number) => {
  const page = occurrencesWithin(series, { start: day(from), end: day(to) });
  if (!page.ok) throw new Error(page.refusal.code);
  return page.value.occurrences.filter(({ start }) => page.value.next === null || start < page.value.next);
};

/** The library's own answer, from the start on, without any jump of ours. */
function libraryWalls(rule: string, start: Wall, { from, to }: { from: Wall; to: Wall }): readonly number[] {
  const dtstart = temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO('UTC');
  const found: number[] = [];
  try {
    new RRuleTemporal({
      rruleString: rule,
      dtstart,
      cache: false,
      maxIterations: rule.includes('YEARLY') ? 300 : 4_000,
    }).all((date) => {
      if (date.epochMilliseconds >= to) return false;
      if (date.epochMilliseconds >= from) found.push(date.epochMilliseconds);
      return true;
    });
  } catch (error) {
    // A rule without any occurrence: rrule-temporal says so by its safety catch.
    if (!(error instanceof Error) || !/exceeded/.test(error.message)) throw error;
  }
  return found;
}

test('our arithmetic finds what rrule-temporal finds, also when it jumps far from the start', () => {
  fc.assert(
    fc.property(anyRule, anyStart, fc.integer({ min: 0, max: 1_500 }), (text, start, away) => {
      const rule = parseRule(text);
      if (!rule.ok) throw new Error(`${rule.refusal.code} ${text}`);
      const span = { from: wall(start + away * DAY_MS), to: wall(start + (away + 200) * DAY_MS) };
      const ours: number[] = [];
      walkRule(planOf(rule.value, start, utc), { ...span, visit: (at) => ours.push(at) > 0 });
      expect(ours).toEqual(libraryWalls(text, start, span));
    }),
    { numRuns: 250 },
  );
});

test('what a window holds is what its two halves hold', () => {
  fc.assert(
    fc.property(
      anySeries,
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 120 }),
      fc.integer({ min: 0, max: 120 }),
      (series, from, first, second) => {
        const whole = within(series, from, from + first + second);
        const halves = [...within(series, from, from + first), ...within(series, from + first, from + first + second)];
        expect(halves).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
});

test('every occurrence shows its rule’s wall time, all year; only one in a gap shows a later one', () => {
  fc.assert(
    fc.property(anySeries, fc.integer({ min: 0, max: 700 }), (series, from) => {
      const clock = zoneClock(series.zone);
      for (const one of within(series, from, from + 60)) {
        const shown = wall(one.start + clock.offsetAt(one.start));
        expect(shown).toBe(one.wall);
        if (one.kind === 'gap') expect(one.wall).toBeGreaterThan(one.recurrenceId);
        else expect(one.wall).toBe(one.recurrenceId);
      }
    }),
    { numRuns: 300 },
  );
});

/** Wall times within half a day of a clock change of the zone, where there is something to get wrong. */
function nearChange(name: string, { year, minutes }: { year: number; minutes: number }): Wall {
  const zone = must(parseZone(name), name);
  const change = temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0, 1))
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next');
  const at = change === null ? Date.UTC(year, 5, 1) : change.epochMilliseconds;
  return wall(at + zoneClock(zone).offsetAt(instant(at)) + minutes * 60_000);
}

test('a wall time resolves as Temporal resolves it, by each of the four disambiguations', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.record({ year: fc.integer({ min: 2000, max: 2040 }), minutes: fc.integer({ min: -180, max: 180 }) }),
      fc.constantFrom('compatible' as const, 'earlier' as const, 'later' as const, 'reject' as const),
      (name, when, choice) => {
        const zone = must(parseZone(name), name);
        const at = nearChange(name, when);
        const found = resolveWall(at, zoneClock(zone), choice);
        const plain = temporal.PlainDateTime.from(formatWall(at));
        if (found.instant === null) {
          expect(() => plain.toZonedDateTime(zone, { disambiguation: 'reject' })).toThrow(RangeError);
          return;
        }
        const expected = plain.toZonedDateTime(zone, { disambiguation: choice });
        expect(found.instant).toBe(expected.epochMilliseconds);
        expect(formatWall(found.wall)).toBe(expected.toPlainDateTime().toString({ smallestUnit: 'second' }));
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each([
  ['Pacific/Apia', '2011-12-30T12:00:00', 'gap', '2011-12-30T22:00:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-04T02:10:00', 'gap', '2026-10-03T15:40:00.000Z'],
  ['Australia/Lord_Howe', '2026-04-05T01:45:00', 'fold', '2026-04-04T14:45:00.000Z'],
  ['Africa/Cairo', '2026-04-24T00:30:00', 'gap', '2026-04-23T22:30:00.000Z'],
  ['Africa/Casablanca', '2026-02-15T02:30:00', 'fold', '2026-02-15T01:30:00.000Z'],
  ['Australia/Sydney', '2026-10-04T02:30:00', 'gap', '2026-10-03T16:30:00.000Z'],
  ['Europe/Berlin', '2026-10-25T02:30:00', 'fold', '2026-10-25T00:30:00.000Z'],
])('in %s %s is a %s', (name, local, kind, iso) => {
  const found = resolveWall(mustBeWall(local), zoneClock(must(parseZone(name), name)));
  expect([found.kind, found.instant === null ? null : new Date(found.instant).toISOString()]).toEqual([kind, iso]);
  expect(resolveWall(mustBeWall(local), zoneClock(must(parseZone(name), name)), 'reject').instant).toBeNull();
});
