import ICAL from 'ical.js';
import * as rruleModule from 'rrule';
import { RRuleTemporal } from 'rrule-temporal';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { occurrencesOverlapping, occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { SeriesIndex } from '#shared/scheduling/series/series-index.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { temporal } from '#shared/time/temporal.ts';
import { formatWall, wall } from '#shared/time/wall.ts';
import type { Benchmark, Measurement } from '#tests/bench/measurement.ts';
import { median } from '#tests/bench/measurement.ts';
import { aSeries } from '#tests/builders/series.ts';

// Node takes this package as CommonJS, whose exports are the default; its types describe the other build.
const rruleLibrary = (rruleModule as { readonly default?: typeof rruleModule }).default ?? rruleModule;

/** Milliseconds for one expansion, the median of many; `null` where a library cannot. */
export type RecurrenceRow = {
  readonly name: string;
  readonly occurrences: number;
  readonly frontdesk: number;
  readonly rruleTemporal: number | null;
  readonly rrule: number | null;
  readonly icalJs: number | null;
};

const DAY = 86_400_000;
const ZONE = 'Europe/Berlin';
const rules = {
  weekly: 'FREQ=WEEKLY;BYDAY=TU,TH',
  daily: 'FREQ=DAILY',
  monthly: 'FREQ=MONTHLY;BYDAY=2TU',
} as const;
const spans = [
  { name: '30 days', start: '2026-01-06T09:00:00', from: Date.UTC(2026, 4, 1), days: 30 },
  { name: '1 year', start: '2026-01-06T09:00:00', from: Date.UTC(2026, 0, 1), days: 365 },
  { name: '30 days, 26 years after its start', start: '2000-01-04T09:00:00', from: Date.UTC(2026, 4, 1), days: 30 },
] as const;

/** Weekly, daily and monthly series expanded by the product and by three libraries, then a day view of 2,000 series. */
export function recurrenceRows(): readonly RecurrenceRow[] {
  warmUp();
  const rows = Object.entries(rules).flatMap(([name, rule]) =>
    spans.map((span) => expansionRow(`${name}, ${span.name}`, rule, span)),
  );
  return [...rows, dayViewRow()];
}

/** Each row once for each library that it is compared with. */
export const recurrenceBenchmark: Benchmark = {
  group: 'recurrence',
  run: async (report) => {
    for (const row of recurrenceRows()) {
      const measured = { group: 'recurrence', name: row.name, value: row.frontdesk, unit: 'ms', runs: 60 } as const;
      for (const [name, value] of [
        ['rrule-temporal', row.rruleTemporal],
        ['rrule', row.rrule],
        ['ical.js', row.icalJs],
      ] as const) {
        const line: Measurement = { ...measured, baseline: value === null ? null : { name, value } };
        if (value !== null) report(line);
      }
    }
    for (const [name, value] of Object.entries(viewOfSeries()))
      report({ group: 'recurrence', name, value, unit: 'ms', runs: 60, baseline: null });
    return Promise.resolve();
  },
};

/** So that the first row is not charged for compiling. */
function warmUp(): void {
  const [span] = spans;
  for (const rule of Object.values(rules)) for (let run = 0; run < 5; run += 1) expansionRow('', rule, span);
}

function expansionRow(name: string, rule: string, { start, from, days }: (typeof spans)[number]): RecurrenceRow {
  const window: Interval = { start: instant(from), end: instant(from + days * DAY) };
  // Each library reads the rule anew, as the product does for a series that it has not seen.
  return {
    name,
    occurrences: expand(aSeries({ zone: ZONE, start, rules: [rule] }), window),
    frontdesk: medianOf(() => expand(aSeries({ zone: ZONE, start, rules: [rule] }), window)),
    rruleTemporal: medianOf(() => byRruleTemporal(rule, start, window)),
    rrule: medianOf(() => byRrule(rule, start, window)),
    icalJs: medianOf(() => byIcalJs(rule, start, window)),
  };
}

function expand(series: Series, window: Interval): number {
  const page = occurrencesWithin(series, window);
  return page.ok ? page.value.occurrences.length : 0;
}

function byRruleTemporal(rule: string, start: string, { start: from, end }: Interval): number {
  const dtstart = temporal.PlainDateTime.from(start).toZonedDateTime(ZONE);
  return new RRuleTemporal({ rruleString: rule, dtstart }).between(new Date(from), new Date(end - 1), true).length;
}

function byRrule(rule: string, start: string, window: Interval): number {
  const basic = start.replace(/[-:]/g, '');
  return rruleLibrary
    .rrulestr(`DTSTART;TZID=${ZONE}:${basic}\nRRULE:${rule}`)
    .between(new Date(window.start), new Date(window.end - 1), true).length;
}

/** ical.js walks from the start; it knows no window. */
function byIcalJs(rule: string, start: string, window: Interval): number {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromJSDate(new Date(`${start}Z`), true));
  let count = 0;
  for (let next = iterator.next(); next !== null; next = iterator.next()) {
    const at = next.toUnixTime() * 1_000;
    if (at >= window.end) break;
    if (at >= window.start) count += 1;
  }
  return count;
}

/** One day of a clinic with 2,000 running series, as the day view asks for it: the series were read before. */
function dayViewRow(): RecurrenceRow {
  const all = activeSeries(2_000);
  const day: Interval = { start: instant(Date.UTC(2026, 10, 23)), end: instant(Date.UTC(2026, 10, 24)) };
  const resolve = (series: readonly Series[]): number =>
    series.reduce((sum, one) => {
      const page = occurrencesOverlapping(one, day);
      return sum + (page.ok ? page.value.occurrences.length : 0);
    }, 0);
  const occurrences = resolve(all);
  const rest = { occurrences, rruleTemporal: viewByRruleTemporal(all, day), rrule: null, icalJs: null };
  return { name: 'a day of 2,000 series', frontdesk: medianOf(() => resolve(all)), ...rest };
}

/** The same day through what a desk keeps: appointments with their claims, made of 2,000 documents. */
function viewOfSeries(): Readonly<Record<string, number>> {
  const patterns = activeSeries(2_000);
  const begin = Date.UTC(2026, 10, 23);
  const dayAt = (nth: number): Interval => ({
    start: instant(begin + nth * DAY),
    end: instant(begin + (nth + 1) * DAY),
  });
  const index = new SeriesIndex();
  for (const [nth, pattern] of patterns.entries()) index.set(`${nth}`, bookedSeries(nth, pattern, instant(begin)));
  index.overlapping(dayAt(-30));
  let nth = 0;
  return {
    'a day view over 2,000 active series, never looked at before': medianOf(() => {
      nth += 2;
      return index.overlapping(dayAt(nth)).length;
    }),
    'a day view over 2,000 active series, looked at again': medianOf(() => index.overlapping(dayAt(7)).length),
  };
}

function bookedSeries(nth: number, pattern: Series, now: Instant): BookedSeries {
  const uuid = (kind: number): string =>
    `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(nth % 40).padStart(12, '0')}`;
  return {
    ...{ id: seriesIdFrom(`${String(nth).padStart(8, '0')}-0000-4000-8000-000000000000`), version: 1 },
    ...{ zone: pattern.zone, start: pattern.start, rules: pattern.rules, added: [], excluded: [], exceptions: [] },
    ...{ locationId: uuid(1), serviceId: uuid(2), clientIds: [], label: '', notes: '' },
    ...{ phases: [{ minutes: 30, resourceIds: [uuid(3)] }], bufferBeforeMinutes: 0, bufferAfterMinutes: 10, lanes: [] },
    ...{ claimedFrom: now, claimedUntil: instant(now + 548 * DAY), isEnded: false },
    ...{ createdAt: now, createdBy: uuid(4), updatedAt: now },
    placedBy: { commandId: uuid(5), deskId: uuid(6), actorId: uuid(4), at: now },
  };
}

function viewByRruleTemporal(all: readonly Series[], day: Interval): number {
  const ready = all.map(
    ({ zone, start, rules: [rule = ''] }) =>
      new RRuleTemporal({ rruleString: rule, dtstart: temporal.PlainDateTime.from(start).toZonedDateTime(zone) }),
  );
  return medianOf(() =>
    ready.reduce((sum, rule) => sum + rule.between(new Date(day.start), new Date(day.end - 1), true).length, 0),
  );
}

function activeSeries(count: number): readonly Series[] {
  const random = seededRandom('active series');
  const kinds = [
    'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;INTERVAL=2',
    'FREQ=MONTHLY',
    'FREQ=MONTHLY;BYDAY=2TU,4TU',
    'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=300',
  ];
  return Array.from({ length: count }, () => {
    const startDay = Date.UTC(2024, 0, 1) + random.int(0, 900) * DAY + random.int(32, 72) * 900_000;
    return aSeries({
      zone: random.pick([ZONE, 'America/New_York', 'Asia/Shanghai']),
      start: formatWall(wall(startDay)),
      rules: [random.pick(kinds)],
    });
  });
}

/** At most 60 runs, and no more once a second has gone by: one of the libraries takes seconds for one. */
function medianOf(run: () => number): number {
  const taken: number[] = [];
  const begunAt = performance.now();
  while (taken.length < 60 && (taken.length === 0 || performance.now() - begunAt < 1_000)) {
    const startedAt = performance.now();
    run();
    taken.push(performance.now() - startedAt);
  }
  return median(taken);
}

function table(rows: readonly RecurrenceRow[]): string {
  const ms = (value: number | null): string => (value === null ? '–' : value.toFixed(3)).padStart(16);
  const head = `${'milliseconds, median'.padEnd(46)}${'found'.padStart(6)}${['frontdesk', 'rrule-temporal', 'rrule', 'ical.js'].map((name) => name.padStart(16)).join('')}`;
  const lines = rows.map(
    (row) =>
      `${row.name.padEnd(46)}${String(row.occurrences).padStart(6)}${[row.frontdesk, row.rruleTemporal, row.rrule, row.icalJs].map(ms).join('')}`,
  );
  return [head, ...lines].join('\n');
}

if (import.meta.main) {
  console.log(table(recurrenceRows()));
  for (const [name, ms] of Object.entries(viewOfSeries())) console.log(`${name}: ${ms.toFixed(2)} ms`);
}
