import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changeAll,
  changeOne,
  deleteOne,
  orphanedExceptions,
  restoreOne,
} from '#shared/scheduling/recurrence/change-series.ts';
import { nextOccurrences, type Occurrence } from '#shared/scheduling/recurrence/occurrences.ts';
import type { Outcome } from '#shared/scheduling/recurrence/refusal.ts';
import type { Series, SeriesException } from '#shared/scheduling/recurrence/series.ts';
import { shiftSeries } from '#shared/scheduling/recurrence/shift-series.ts';
import { splitSeries } from '#shared/scheduling/recurrence/split-series.ts';
import { DAY_MS, formatWall, mustBeWall, type Wall, wall } from '#shared/time/wall.ts';
import { aSeries } from '#tests/builders/series.ts';

const rules = [
  'FREQ=DAILY;COUNT=40',
  'FREQ=DAILY;INTERVAL=3;COUNT=20',
  'FREQ=WEEKLY;COUNT=30',
  'FREQ=WEEKLY;BYDAY=TU,TH,SU;INTERVAL=2;COUNT=25',
  'FREQ=WEEKLY;BYDAY=MO,SU;INTERVAL=2;WKST=SU;UNTIL=20261120T120000Z',
  'FREQ=MONTHLY;COUNT=12',
  'FREQ=MONTHLY;BYDAY=2TU,-1FR;UNTIL=20270301T000000Z',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=9',
  'FREQ=YEARLY;COUNT=5',
  'FREQ=YEARLY;BYDAY=20MO;COUNT=4',
  'FREQ=YEARLY;BYWEEKNO=10,30;COUNT=6',
  'FREQ=WEEKLY;BYHOUR=9,14;COUNT=16',
  'FREQ=DAILY;UNTIL=20260401',
  'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260501T070000Z',
];
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai', 'America/St_Johns'];
const starts = ['2026-01-06T09:00:00', '2026-03-24T02:30:00', '2026-01-31T23:45:00', '2026-03-01T02:00:00'];

const value = <Value>(outcome: Outcome<Value>): Value => {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code} ${outcome.refusal.at}`);
  return outcome.value;
};
const early = wall(Date.UTC(2000, 0, 1));
const all = (series: Series): readonly Occurrence[] => value(nextOccurrences(series, early)).occurrences;
const named = ({ recurrenceId, wall: shown, start, end }: Occurrence) =>
  `${formatWall(recurrenceId)} ${formatWall(shown)} ${start} ${end}`;
const sorted = (occurrences: readonly Occurrence[]) => occurrences.map(named).toSorted();

/** A series with some of its occurrences excluded, added, moved and cancelled. */
const anySeries = fc
  .record({
    rule: fc.constantFrom(...rules),
    zone: fc.constantFrom(...zones),
    start: fc.constantFrom(...starts),
    picks: fc.array(fc.nat(40), { maxLength: 6 }),
  })
  .map(({ rule, zone, start, picks }): Series => {
    const plain = aSeries({ zone, start, rules: [rule], added: ['2026-02-11T16:20:00'] });
    const ids = all(plain).map(({ recurrenceId }) => recurrenceId);
    const chosen = [...new Set(picks.map((pick) => ids[pick % ids.length] ?? ids[0] ?? early))];
    return {
      ...plain,
      excluded: chosen.slice(0, 1).map(formatWall),
      exceptions: chosen
        .slice(1)
        .map((id, index) => (index % 2 === 0 ? moved(id) : { kind: 'cancelled', recurrenceId: formatWall(id) })),
    };
  })
  .filter((series) => all(series).length > 2);

function moved(id: Wall): SeriesException {
  return {
    kind: 'changed',
    recurrenceId: formatWall(id),
    start: formatWall(wall(id + 2 * DAY_MS + 600_000)),
    minutes: 45,
    appointmentId: null,
  };
}

const pick = (series: Series, nth: number): string => {
  const occurrences = all(series);
  return formatWall(occurrences[nth % occurrences.length]?.recurrenceId ?? early);
};

test('[I14] a split conserves every occurrence, moved ones too, and orphans no exception', () => {
  fc.assert(
    fc.property(anySeries, fc.nat(60), (series, nth) => {
      const at = pick(series, nth);
      const split = splitSeries(series, at);
      // Going on from a date of its own, a rule of every second week would lose its weeks; that is refused, not guessed.
      if (!split.ok) {
        expect(split.refusal.code).toBe('rule-cannot-be-split');
        expect(at).toBe('2026-02-11T16:20:00');
        return;
      }
      const { before, following } = split.value;
      const halves = [...(before === null ? [] : all(before)), ...all(following)];
      expect(sorted(halves)).toEqual(sorted(all(series)));
      for (const half of before === null ? [following] : [before, following])
        expect(orphanedExceptions(half)).toEqual([]);
      expect(following.start).toBe(mustBeWall(at) < mustBeWall(series.start) ? series.start : at);
    }),
    { numRuns: 400 },
  );
});

test('a split leaves the past untouched', () => {
  const series = aSeries({ rules: ['FREQ=WEEKLY;COUNT=10'] });
  const { before, following } = value(splitSeries(series, '2026-02-03T09:00:00'));
  expect([before?.rules, following.rules]).toEqual([
    ['FREQ=WEEKLY;UNTIL=20260203T075959Z'],
    ['FREQ=WEEKLY;COUNT=6;BYDAY=TU'],
  ]);
});

test('a split at the first occurrence takes all of it along', () => {
  const { before, following } = value(splitSeries(aSeries({ rules: ['FREQ=WEEKLY;COUNT=3'] }), '2026-01-06T09:00:00'));
  expect([before, all(following).length]).toEqual([null, 3]);
});

test('what is no occurrence cannot be split at, changed or deleted', () => {
  const series = aSeries();
  const nobody = '2026-01-07T09:00:00';
  const codes = [
    splitSeries(series, nobody),
    deleteOne(series, nobody),
    restoreOne(series, nobody),
    changeOne(series, { kind: 'cancelled', recurrenceId: nobody }),
  ];
  expect(codes.map((outcome) => (outcome.ok ? 'taken' : outcome.refusal.code))).toEqual(
    Array.from({ length: 4 }, () => 'not-an-occurrence'),
  );
});

test('deleting one takes exactly that one away, cancelling too; restoring a cancelled one brings it back', () => {
  fc.assert(
    fc.property(anySeries, fc.nat(60), (series, nth) => {
      const at = pick(series, nth);
      const others = all(series).filter(({ recurrenceId }) => formatWall(recurrenceId) !== at);
      expect(sorted(all(value(deleteOne(series, at))))).toEqual(sorted(others));
      const cancelled = value(changeOne(series, { kind: 'cancelled', recurrenceId: at }));
      expect(sorted(all(cancelled))).toEqual(sorted(others));
      expect(all(value(restoreOne(cancelled, at)))).toHaveLength(all(series).length);
    }),
    { numRuns: 200 },
  );
});

test('changing one moves that one alone and keeps the count', () => {
  fc.assert(
    fc.property(anySeries, fc.nat(60), (series, nth) => {
      const at = pick(series, nth);
      const changed = value(changeOne(series, moved(mustBeWall(at))));
      expect(all(changed)).toHaveLength(all(series).length);
      const rest = (from: Series) => sorted(all(from).filter(({ recurrenceId }) => formatWall(recurrenceId) !== at));
      expect(rest(changed)).toEqual(rest(series));
    }),
    { numRuns: 200 },
  );
});

test('moving all by an hour or by days moves each by that on the wall; hand-made changes stay; the count is kept', () => {
  fc.assert(
    fc.property(
      anySeries,
      fc.constantFrom(3_600_000, -1_800_000, DAY_MS, -2 * DAY_MS, 3 * DAY_MS + 3_600_000),
      (series, by) => {
        const shifted = shiftSeries(series, by);
        if (!shifted.ok) {
          expect(shifted.refusal.code).toBe('rule-cannot-move');
          return;
        }
        const regular = (from: Series, add: number) =>
          all(from)
            .flatMap(({ exception, recurrenceId }) => (exception === null ? [recurrenceId + add] : []))
            .toSorted((a, b) => a - b);
        expect(regular(shifted.value, 0)).toEqual(regular(series, by));
        const kept = (from: Series) =>
          all(from)
            .flatMap((one) => (one.exception === null ? [] : [one.start]))
            .toSorted((a, b) => a - b);
        expect(kept(shifted.value)).toEqual(kept(series));
        expect(orphanedExceptions(shifted.value)).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('[I14] other rules for all orphan nothing: what was changed by hand becomes a date of its own', () => {
  fc.assert(
    fc.property(
      anySeries,
      fc.constantFrom('FREQ=WEEKLY;BYDAY=WE;COUNT=8', 'FREQ=MONTHLY;BYMONTHDAY=5;COUNT=4'),
      (series, rule) => {
        const changed = value(changeAll(series, { rules: [rule], excluded: [] }));
        expect(orphanedExceptions(changed)).toEqual([]);
        const handMade = (from: Series) => from.exceptions.filter(({ kind }) => kind === 'changed').length;
        expect(handMade(changed)).toBe(handMade(series));
      },
    ),
    { numRuns: 150 },
  );
});
