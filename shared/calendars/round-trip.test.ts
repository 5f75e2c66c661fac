import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandCalendarSeries } from '#shared/calendars/expand-calendar.ts';
import { importableSeries } from '#shared/calendars/importable-series.ts';
import { readCalendar } from '#shared/calendars/read-calendar.ts';
import { writeCalendar } from '#shared/calendars/write-calendar.ts';
import { must } from '#shared/lib/must.ts';
import { orphanedExceptions } from '#shared/scheduling/recurrence/change-series.ts';
import { nextOccurrences } from '#shared/scheduling/recurrence/occurrences.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { instant, LATEST } from '#shared/time/instant.ts';
import { wall } from '#shared/time/wall.ts';
import { parseZone } from '#shared/time/zone.ts';
import { aSeries } from '#tests/builders/series.ts';

const utc = must(parseZone('UTC'), 'UTC');
const now = instant(Date.UTC(2026, 10, 21));
const write = (series: Series, summary = 'a') =>
  writeCalendar({
    name: 'Room 1',
    now,
    events: [{ uid: 'u', summary, description: '', location: '', status: 'CONFIRMED', sequence: 0, series }],
  });

const times = (series: Series) => {
  const found = nextOccurrences(series, wall(0), 60);
  return found.ok ? found.value.occurrences.map(({ start, end }) => [start, end]) : found.refusal;
};

const anySeries = fc
  .record({
    zone: fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC', 'Asia/Calcutta'),
    rule: fc.constantFrom(
      'FREQ=WEEKLY',
      'FREQ=DAILY;COUNT=30',
      'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270101T000000Z',
      'FREQ=YEARLY;BYWEEKNO=20;COUNT=3',
    ),
    start: fc.constantFrom('2026-01-06T09:00:00', '2026-03-24T02:30:00', '2026-10-20T01:45:00'),
  })
  .map(({ zone, rule, start }) => aSeries({ zone, start, rules: [rule], added: [start, '2026-12-24T08:15:00'] }))
  .map((series): Series => {
    const ids = nextOccurrences(series, wall(0), 3);
    const [first, second] = ids.ok
      ? ids.value.occurrences.map(({ recurrenceId }) => new Date(recurrenceId).toISOString().slice(0, 19))
      : [];
    return {
      ...series,
      excluded: first === undefined ? [] : [first],
      exceptions:
        second === undefined
          ? []
          : [{ kind: 'changed', recurrenceId: second, start: '2027-02-01T10:00:00', minutes: 45, appointmentId: null }],
    };
  });

test('what is written and read again has the same occurrences', () => {
  fc.assert(
    fc.property(anySeries, (series) => {
      const again = importableSeries(must(readCalendar(write(series)).series[0], 'an event'), utc);
      expect(again.ok && times(again.value)).toEqual(times(series));
      expect(again.ok && again.value.zone).toBe(series.zone);
    }),
    { numRuns: 60 },
  );
});

test('a reader that does not know the zone finds the same times by the VTIMEZONE alone', () => {
  fc.assert(
    fc.property(anySeries, (series) => {
      const strange = write(series).replaceAll(series.zone, 'Nowhere');
      const file = readCalendar(strange);
      const reading = must(file.series[0]?.main, 'an event');
      fc.pre(series.zone !== 'UTC');
      const clock = reading.zone.clock;
      const own = importableSeries(must(readCalendar(write(series)).series[0], 'an event'), utc);
      const shown = own.ok ? nextOccurrences(own.value, wall(0), 20) : own;
      for (const one of shown.ok ? shown.value.occurrences : [])
        expect(one.start + clock.offsetAt(one.start)).toBe(one.wall);
    }),
    { numRuns: 30 },
  );
});

test.each([
  'a\r\nATTENDEE:mailto:x@example.com',
  'a\nEND:VEVENT\nBEGIN:VEVENT',
  'semi;colon,comma\\slash',
  '预约\u2028ATTACH:x',
  '👩🏽‍⚕️'.repeat(40),
  '\u0085DTSTART:20200101',
])('the name %j stays one text and starts no line of its own', (summary) => {
  const file = readCalendar(write(aSeries({ rules: [] }), summary));
  expect(file.series).toHaveLength(1);
  expect(file.problems).toEqual([]);
  expect(file.series[0]?.main?.summary).toBe(summary.replace(/\r\n|\u2028|\u0085/g, '\n').trim());
  for (const line of write(aSeries(), summary).split('\r\n'))
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
});

test('every timed series of a real calendar file comes in with the occurrences that the file has', () => {
  const text = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTART;TZID=Europe/Berlin:20260105T090000',
    'DTEND;TZID=Europe/Berlin:20260105T100000',
    'RRULE:FREQ=DAILY;COUNT=6',
    'EXDATE;VALUE=DATE:20260107',
    'RDATE;VALUE=PERIOD:20260120T080000Z/PT3H',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:1',
    'RECURRENCE-ID;TZID=Europe/Berlin:20260201T090000',
    'DTSTART;TZID=Europe/Berlin:20260202T110000',
    'DTEND;TZID=Europe/Berlin:20260202T113000',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const [found] = readCalendar(text).series;
  const file = must(found, 'a series');
  const expected = expandCalendarSeries(file, { from: wall(0), to: wall(LATEST) });
  const series = importableSeries(file, utc);
  expect(series.ok && times(series.value)).toEqual(
    expected.ok && expected.value.occurrences.map(({ startsAt, endsAt }) => [startsAt, endsAt]),
  );
  expect(series.ok && orphanedExceptions(series.value)).toEqual([]);
});
