import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { nextOccurrences } from '#shared/scheduling/recurrence/occurrences.ts';
import { reviewSeries } from '#shared/scheduling/recurrence/review-series.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { parseZone } from '#shared/time/zone.ts';
import { aSeries } from '#tests/builders/series.ts';
import { fastestMs, yardstickMs } from '#tests/builders/yardstick.ts';

const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at).join(',');
const codeOf = (series: Series): string => {
  const review = reviewSeries(series);
  return review.kind === 'refused'
    ? review.refusal.code
    : review.kind === 'trim-offered'
      ? `trim: ${review.code}`
      : 'accepted';
};

// Warm up, so that the first rule is not charged for compiling.
for (const rule of ['FREQ=DAILY', 'FREQ=YEARLY;BYWEEKNO=2', 'FREQ=MONTHLY;BYDAY=2TU'])
  reviewSeries(aSeries({ rules: [rule] }));

const yardstick = yardstickMs();

test.each(
  [
    ['FREQ=SECONDLY', 'frequency-not-offered'],
    ['FREQ=MINUTELY;INTERVAL=15', 'frequency-not-offered'],
    ['FREQ=HOURLY;COUNT=3', 'frequency-not-offered'],
    ['FREQ=FORTNIGHTLY', 'unreadable-rule'],
    ['', 'frequency-missing'],
    ['COUNT=3', 'frequency-missing'],
    ['FREQ=DAILY;INTERVAL=0', 'interval-out-of-range'],
    ['FREQ=DAILY;INTERVAL=-1', 'interval-out-of-range'],
    ['FREQ=DAILY;INTERVAL=999999999', 'interval-out-of-range'],
    ['FREQ=DAILY;INTERVAL=1e3', 'interval-out-of-range'],
    ['FREQ=DAILY;COUNT=0', 'count-out-of-range'],
    ['FREQ=DAILY;COUNT=-5', 'count-out-of-range'],
    ['FREQ=DAILY;COUNT=1000000000', 'trim: too-many-occurrences'],
    ['FREQ=YEARLY;BYWEEKNO=1;COUNT=9007199254740991', 'trim: too-many-occurrences'],
    ['FREQ=DAILY;UNTIL=99991231T235959Z', 'trim: too-many-occurrences'],
    ['FREQ=WEEKLY;UNTIL=20300101T000000Z', 'trim: too-far-ahead'],
    ['FREQ=DAILY;UNTIL=20250101T000000Z', 'until-before-start'],
    ['FREQ=DAILY;UNTIL=20260231', 'until-unreadable'],
    ['FREQ=DAILY;UNTIL=soon', 'until-unreadable'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'never-matches'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'never-matches'],
    ['FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31', 'never-matches'],
    ['FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2', 'never-matches'],
    ['FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5', 'never-matches'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=WE', 'never-matches'],
    ['FREQ=MONTHLY;INTERVAL=12;BYMONTH=3', 'never-matches'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYYEARDAY=1', 'never-matches'],
    ['FREQ=YEARLY;BYDAY=53MO;BYMONTHDAY=1', 'never-matches'],
    ['FREQ=YEARLY;BYYEARDAY=1,2,3;BYSETPOS=366', 'never-matches'],
    [
      `FREQ=YEARLY;BYYEARDAY=${numbers(1, 366)};BYHOUR=${numbers(0, 23)};BYMINUTE=0,15,30,45;BYSETPOS=-366`,
      'too-many-times-a-day',
    ],
    [
      `FREQ=DAILY;BYHOUR=${numbers(0, 23)};BYMINUTE=${numbers(0, 59)};BYSECOND=${numbers(0, 59)}`,
      'too-many-times-a-day',
    ],
    [`FREQ=MONTHLY;BYMONTHDAY=${'1,'.repeat(100_000)}1`, 'unreadable-rule'],
    ['FREQ=WEEKLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', 'accepted'],
    ['FREQ=WEEKLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=730', 'trim: too-far-ahead'],
    ['FREQ=WEEKLY;BYWEEKNO=53;BYMONTH=6', 'never-matches'],
    ['FREQ=DAILY;BYMONTH=13', 'value-out-of-range'],
    ['FREQ=DAILY;BYDAY=XX', 'value-out-of-range'],
    ['FREQ=MONTHLY;BYDAY=9TU', 'value-out-of-range'],
    ['FREQ=DAILY;BYSETPOS=1', 'set-position-alone'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'repeated-rule-part'],
    ['FREQ=DAILY;UNTL=20260101', 'unknown-rule-part'],
    ['FREQ=DAILY;__proto__=1', 'unknown-rule-part'],
    ['FREQ=DAILY;X-EVIL=\u0000', 'unknown-rule-part'],
  ].map(([rule = '', code = '']) => ({ rule, code, shown: rule.slice(0, 60) })),
)('$shown is answered with $code, sooner than 200,000 numbers are sorted', ({ rule, code }) => {
  let given = '';
  const ms = fastestMs(() => (given = codeOf(aSeries({ rules: [rule] }))));
  expect(ms / yardstick).toBeLessThan(1);
  // What rrule-temporal gives up on has no occurrence either, but only it knows.
  expect(code === 'never-matches' && given === 'too-sparse' ? 'never-matches' : given).toBe(code);
});

test('a series too long is offered with 730 occurrences or two years, whichever comes first', () => {
  const daily = reviewSeries(aSeries({ rules: ['FREQ=DAILY;COUNT=1000000000'] }));
  expect(daily.kind === 'trim-offered' && [daily.occurrences, daily.trimmed.rules]).toEqual([
    730,
    ['FREQ=DAILY;UNTIL=20280105T080000Z'],
  ]);
  const weekly = reviewSeries(aSeries({ rules: ['FREQ=WEEKLY;UNTIL=20350101T000000Z'] }));
  expect(weekly.kind === 'trim-offered' && weekly.occurrences).toBe(105);
  expect(weekly.kind === 'trim-offered' && reviewSeries(weekly.trimmed)).toEqual({
    kind: 'accepted',
    occurrences: 105,
  });
});

test('a visit longer than the time to the next one is refused', () => {
  expect(codeOf(aSeries({ rules: ['FREQ=DAILY;BYHOUR=9,10'], minutes: 90 }))).toBe('visits-overlap');
  expect(codeOf(aSeries({ rules: ['FREQ=DAILY;BYHOUR=9,10'], minutes: 60 }))).toBe('accepted');
});

test('an endless series is taken: its claims roll on', () => {
  expect(reviewSeries(aSeries())).toEqual({ kind: 'accepted', occurrences: null });
});

test('29 February and the 31st come where they exist and are not moved', () => {
  const wallsOf = (start: string, rule: string) => {
    const found = nextOccurrences(aSeries({ start, rules: [rule] }), mustBeWall(start), 4);
    return found.ok ? found.value.occurrences.map(({ wall }) => new Date(wall).toISOString().slice(0, 10)) : [];
  };
  expect(wallsOf('2024-02-29T09:00:00', 'FREQ=YEARLY')).toEqual([
    '2024-02-29',
    '2028-02-29',
    '2032-02-29',
    '2036-02-29',
  ]);
  expect(wallsOf('2026-01-31T09:00:00', 'FREQ=MONTHLY')).toEqual([
    '2026-01-31',
    '2026-03-31',
    '2026-05-31',
    '2026-07-31',
  ]);
});

test('Phoenix at nine is 16:00Z all year, which Denver’s wall shows as nine in winter and ten in summer', () => {
  const series = aSeries({ zone: 'America/Phoenix', rules: ['FREQ=MONTHLY;COUNT=12'] });
  const found = nextOccurrences(series, mustBeWall(series.start));
  const hours = found.ok ? found.value.occurrences.map(({ start }) => new Date(start).toISOString().slice(11, 16)) : [];
  expect(new Set(hours)).toEqual(new Set(['16:00']));
  expect(must(parseZone('America/Phoenix'), 'Phoenix')).toBe(series.zone);
});

test('an occurrence in a gap is shifted later, flagged, and the later ones are not', () => {
  const series = aSeries({ start: '2026-03-28T02:30:00', rules: ['FREQ=DAILY;COUNT=3'] });
  const found = nextOccurrences(series, mustBeWall(series.start));
  const shown = found.ok
    ? found.value.occurrences.map(({ wall, kind }) => [new Date(wall).toISOString().slice(5, 16), kind])
    : [];
  expect(shown).toEqual([
    ['03-28T02:30', 'exact'],
    ['03-29T03:30', 'gap'],
    ['03-30T02:30', 'exact'],
  ]);
});
