import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { CalendarScope } from '#shared/scheduling/calendar-scope.ts';
import { expandCalendarSeries } from '#shared/calendars/expand-calendar.ts';
import type { CalendarBook } from '#shared/calendars/export/calendar-book.ts';
import { exportCalendar } from '#shared/calendars/export/export-calendar.ts';
import { readCalendar } from '#shared/calendars/read-calendar.ts';
import { newSeries } from '#shared/commands/series/series-create.ts';
import { must } from '#shared/lib/must.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { TimeOff } from '#shared/scheduling/time-off.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { EARLIEST, type Instant, instant, LATEST } from '#shared/time/instant.ts';
import { wall } from '#shared/time/wall.ts';
import { repeating, weekly, weeklyOn } from '#tests/builders/booked-series.ts';
import { at, clinic, clinicWorld, context, id, location, resource, service } from '#tests/builders/clinic.ts';
import { visit } from '#tests/builders/visit.ts';

const anna: CalendarScope = { kind: 'resource', id: clinic.anna };
const series = newSeries(repeating().input, clinicWorld(), context());

function book(overrides: Partial<CalendarBook> = {}): CalendarBook {
  return {
    appointments: [],
    blocks: [],
    clients: [
      {
        id: id('cl', 1),
        version: 1,
        name: 'Ida Ek',
        phone: '555',
        email: '',
        notes: 'x',
        birthDate: null,
        isActive: true,
      },
    ],
    locations: [location()],
    resources: [resource({ id: clinic.anna, name: 'Anna' }), resource({ id: clinic.room2, name: 'Room 2' })],
    series: [],
    services: [service({ id: clinic.visit, name: 'Visit' })],
    timeOff: [],
    ...overrides,
  };
}

function written(given: CalendarBook, scope = anna, telling: 'busy' | 'names' = 'names', now = at('08:00')): string {
  return must(exportCalendar(given, { scope, telling, language: 'en', now }), 'there is such a calendar');
}

function times(text: string): readonly (readonly [Instant, Instant])[] {
  return readCalendar(text)
    .series.flatMap((one) => {
      const found = expandCalendarSeries(one, { from: wall(EARLIEST), to: wall(LATEST) });
      return found.ok ? found.value.occurrences.map(({ startsAt, endsAt }) => [startsAt, endsAt] as const) : [];
    })
    .sort(([a], [b]) => a - b);
}

const own = (date: string, overrides: Parameters<typeof visit>[0] = {}) =>
  visit({
    id: weeklyOn(date),
    occurrence: { seriesId: weekly, recurrenceId: `${date}T09:00:00` },
    start: at(`${date}T08:00`),
    ...overrides,
  });
const listed = (...dates: readonly string[]) => ({
  ...series,
  exceptions: dates.map((date) => ({ recurrenceId: `${date}T09:00:00`, appointmentId: weeklyOn(date) })),
});

test('[IC1] [IC3] a series is its rule, and reads back as the times that the product resolves', () => {
  const text = written(book({ series: [series] }));
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  expect(text).toContain('RRULE:FREQ=WEEKLY;COUNT=12');
  expect(text).toContain('BEGIN:VTIMEZONE');
  expect(times(text)).toEqual(
    virtualWithin(series, { start: EARLIEST, end: LATEST }).map(({ start, end }) => [start, end]),
  );
});

test('[IC3] moved, cancelled and lent occurrences leave the rule as it is, for another reader too', () => {
  const appointments = [
    own('2026-12-01', { start: at('2026-12-02T10:00'), label: 'Moved' }),
    own('2026-12-08', { status: 'cancelled' }),
    own('2026-12-15', { phases: [{ minutes: 30, resourceIds: [clinic.ben] }] }),
  ];
  const text = written(book({ series: [listed('2026-12-01', '2026-12-08', '2026-12-15')], appointments }));
  const expected = virtualWithin(listed('2026-12-01', '2026-12-08', '2026-12-15'), { start: EARLIEST, end: LATEST })
    .map(({ start }) => start)
    .concat(at('2026-12-02T10:00'))
    .sort((a, b) => a - b);
  expect(times(text).map(([start]) => start)).toEqual(expected);
  expect(byIcalJs(text)).toEqual(expected);
});

/** The starts that ical.js finds, exceptions included. */
function byIcalJs(text: string): readonly number[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  const main = must(
    events.find((one) => one.isRecurring()),
    'a series',
  );
  for (const one of events) if (one.isRecurrenceException()) main.relateException(one);
  const iterator = main.iterator();
  const found: number[] = [];
  for (let next = iterator.next(); next !== undefined && next !== null && found.length < 40; next = iterator.next())
    found.push(main.getOccurrenceDetails(next).startDate.toJSDate().getTime());
  return found.sort((a, b) => a - b);
}

test('[IC3] where the rule does not come to its start, the file has no date more than the series', () => {
  const uneven = newSeries(repeating({ rules: ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=4'] }).input, clinicWorld(), context());
  expect(times(written(book({ series: [uneven] })))).toEqual(
    virtualWithin(uneven, { start: EARLIEST, end: LATEST }).map(({ start, end }) => [start, end]),
  );
});

test('[IC1] a visit in the second of two hours that the wall shows keeps its instant, alone and as an exception', () => {
  const late = at('2026-10-25T01:30');
  expect(times(written(book({ appointments: [visit({ start: late })] })))[0]?.[0]).toBe(late);
  const moved = own('2026-12-01', { start: late });
  expect(times(written(book({ series: [listed('2026-12-01')], appointments: [moved] })))[0]?.[0]).toBe(late);
});

test('[IC4] busy tells no name and no service; names never tells notes or telephone numbers', () => {
  const appointments = [visit({ clientIds: [id('cl', 1)], notes: 'private words' })];
  const [busy, names] = [written(book({ appointments }), anna, 'busy'), written(book({ appointments }))];
  expect(busy).toContain('SUMMARY:Busy');
  expect(busy).not.toMatch(/Ida|Visit|private|555/);
  expect(names).toContain('SUMMARY:Ida Ek');
  expect(names).toContain('DESCRIPTION:Visit');
  expect(names).not.toMatch(/private|555/);
});

test('[IC4] what does not take place is told nowhere, and what has no place is not busy time', () => {
  const waiting = visit({ id: id('appt', 2), status: 'waitlist' });
  const given = book({ appointments: [visit({ status: 'cancelled' }), visit({ status: 'noshow' }), waiting] });
  expect(times(written(given, anna, 'busy'))).toEqual([]);
  expect(written(given)).toContain('STATUS:TENTATIVE');
  expect(times(written(given))).toHaveLength(1);
});

test('a location’s calendar has the blocks of its resources, a client’s has what they come for', () => {
  const block: Block = {
    id: id('block', 1),
    version: 1,
    resourceId: clinic.room2,
    start: at('11:00'),
    end: at('12:00'),
    kind: 'maintenance',
    reason: '',
    claims: [],
    isRemoved: false,
    createdBy: clinic.manager,
    createdAt: at('08:00'),
  };
  const given = book({ blocks: [block], appointments: [visit({ clientIds: [id('cl', 1)] })] });
  expect(written(given, { kind: 'location', id: clinic.location })).toContain('SUMMARY:Maintenance');
  expect(written(given, { kind: 'client', id: id('cl', 1) })).toContain('SUMMARY:Visit');
  expect(
    exportCalendar(given, { scope: { ...anna, id: id('no', 1) }, telling: 'busy', language: 'en', now: at('08:00') }),
  ).toBe(null);
});

test('[IC7] the same documents give the same text later in the year', () => {
  const given = book({ series: [series], appointments: [visit()] });
  expect(written(given, anna, 'names', instant(at('08:00') + 20 * 86_400_000))).toBe(written(given));
});

const payloads = [
  'a\r\nATTENDEE:mailto:x@example.com',
  'a\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil',
  'a\rBEGIN:VALARM',
  'END:VCALENDAR',
  'x\u2028ATTACH:http://x',
  'x\u2029RRULE:FREQ=DAILY',
  'x\u0085DTSTART:20200101',
  'x\u000bUID:1',
  'x\u000cUID:1',
  'x\u0000UID:1',
  '\\nDTSTART:20200101T000000',
  '\\\nDTSTART:20200101T000000',
  '\\',
  '\\\\n',
  ';TZID=Evil:20200101',
  ',,,;;;:::',
  '"quoted";x="y"',
  "^n^^^'",
  'a'.repeat(74) + '\nUID:x',
  '预约'.repeat(60),
  '👩🏽‍⚕️'.repeat(30),
  '\u202egnp.exe',
  '\ufeffBEGIN:VEVENT',
  ' \t leading',
  '\n SUMMARY:folded',
  '\r\n\tSUMMARY:folded',
  '=cmd|calc',
  '<script>alert(1)</script>',
  '\u001b[31mred',
  'a\u007fb',
  'X-EVIL;X="\n":y',
];

test.each(payloads)('[IC2] the text %j starts no line of its own, for two readers', (label) => {
  const text = written(book({ appointments: [visit({ label })], locations: [location({ name: label || 'x' })] }));
  const lines = text.split('\r\n');
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\u2028\u2029\u0085]/);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent');
  expect(events).toHaveLength(1);
  const names = events[0]?.getAllProperties().map(({ name }) => name);
  expect(names?.toSorted()).toEqual([
    'description',
    'dtstamp',
    'dtstart',
    'duration',
    'location',
    'sequence',
    'status',
    'summary',
    'uid',
  ]);
  const file = readCalendar(text);
  expect(file.problems).toEqual([]);
  expect(file.series).toHaveLength(1);
});

const leave = (overrides: Partial<TimeOff> = {}): TimeOff => ({
  id: id('off', 1),
  version: 2,
  resourceId: clinic.anna,
  fromDate: '2026-10-24',
  toDate: '2026-10-26',
  hours: null,
  kind: 'sick',
  note: 'Back operation',
  state: 'approved',
  claims: [],
  requestedBy: clinic.manager,
  requestedAt: at('08:00'),
  decidedBy: clinic.manager,
  decidedAt: at('08:00'),
  decisionNote: 'Get well',
  ...overrides,
});

test('[IC4] time off is busy time of its resource and location, 25-hour days as they are, and nobody reads why', () => {
  for (const scope of [anna, { kind: 'location', id: clinic.location }] as const) {
    for (const telling of ['busy', 'names'] as const) {
      const text = written(book({ timeOff: [leave()] }), scope, telling);
      expect(times(text)).toEqual([[at('2026-10-23T22:00'), at('2026-10-26T23:00')]]);
      expect(text).toContain(telling === 'busy' ? 'SUMMARY:Busy' : 'SUMMARY:Away');
      for (const word of ['sick', 'Back', 'Get well']) expect(text).not.toContain(word);
    }
  }
  const byTheHour = leave({ hours: { fromMinute: 540, toMinute: 720 } });
  expect(times(written(book({ timeOff: [byTheHour] })))).toHaveLength(3);
});

test('[IC4] what was only asked for, or is somebody else’s, is in no calendar', () => {
  const others = [leave({ state: 'requested' }), leave({ state: 'withdrawn' }), leave({ resourceId: clinic.room2 })];
  expect(times(written(book({ timeOff: others })))).toEqual([]);
  expect(written(book({ timeOff: [leave()] }), { kind: 'client', id: id('cl', 1) })).not.toContain('VEVENT');
});
