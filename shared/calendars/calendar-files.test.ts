import { expect, test } from 'vitest';
import { expandCalendarSeries } from '#shared/calendars/expand-calendar.ts';
import { readCalendar } from '#shared/calendars/read-calendar.ts';
import { LATEST, toIso } from '#shared/time/instant.ts';
import { formatWall, wall } from '#shared/time/wall.ts';

const span = { from: wall(Date.UTC(1900, 0, 1)), to: wall(LATEST) };

/** Each occurrence as `start end instant summary`, or the refusal's code. */
function occurrences(lines: string, head = ''): readonly string[] {
  const file = readCalendar(`BEGIN:VCALENDAR\r\n${head}${lines}\r\nEND:VCALENDAR\r\n`);
  return file.series.flatMap((series) => {
    const expansion = expandCalendarSeries(series, span);
    if (!expansion.ok) return [expansion.refusal.code];
    return expansion.value.occurrences.map(
      (one) =>
        `${formatWall(one.start).slice(0, one.isAllDay ? 10 : 16)} ${formatWall(one.end).slice(0, one.isAllDay ? 10 : 16)} ${toIso(one.startsAt).slice(5, 16)} ${one.event.summary}`,
    );
  });
}

const event = (...lines: readonly string[]): string =>
  ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:a', ...lines, 'END:VEVENT'].join('\r\n');

test('a weekly event keeps its wall time over the clock change; DTEND gives an exact length', () => {
  const found = occurrences(
    event(
      'DTSTART;TZID=Europe/Berlin:20260323T090000',
      'DTEND;TZID=Europe/Berlin:20260323T100000',
      'RRULE:FREQ=WEEKLY;COUNT=2',
    ),
  );
  expect(found).toEqual([
    '2026-03-23T09:00 2026-03-23T10:00 03-23T08:00 a',
    '2026-03-30T09:00 2026-03-30T10:00 03-30T07:00 a',
  ]);
});

test.each([
  ['W. Europe Standard Time', 'Windows’ name'],
  ['/freeassociation.sourceforge.net/Tzfile/Europe/Berlin', 'a path that ends with it'],
  ['"Europe/Berlin"', 'quotes'],
])('TZID=%s is Berlin by %s', (tzid) => {
  expect(occurrences(event(`DTSTART;TZID=${tzid}:20260701T090000`))).toEqual([
    '2026-07-01T09:00 2026-07-01T09:00 07-01T07:00 a',
  ]);
});

const vtimezone = (tzid: string, to: string, location = ''): string =>
  [
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    ...(location === '' ? [] : [`X-LIC-LOCATION:${location}`]),
    'BEGIN:STANDARD',
    'DTSTART:19701025T030000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    `TZOFFSETFROM:${to}`,
    'TZOFFSETTO:+0100',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:19700329T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'TZOFFSETFROM:+0100',
    `TZOFFSETTO:${to}`,
    'END:DAYLIGHT',
    'END:VTIMEZONE',
    '',
  ].join('\r\n');

test('an unknown TZID is read by its X-LIC-LOCATION, else as the zone with the same rules, else by the file’s own rules', () => {
  const zoneOf = (head: string) => {
    const file = readCalendar(`BEGIN:VCALENDAR\n${head}${event('DTSTART;TZID=Ours:20260701T090000')}\nEND:VCALENDAR`);
    const zone = file.series[0]?.main?.zone;
    return [zone?.zone, zone?.via];
  };
  expect(zoneOf(vtimezone('Ours', '+0200', 'Europe/Vienna'))).toEqual(['Europe/Vienna', 'location']);
  expect(zoneOf(vtimezone('Ours', '+0200'))).toEqual(['Europe/Berlin', 'rules']);
  expect(zoneOf(vtimezone('Ours', '+0237'))).toEqual([null, 'own-rules']);
  expect(occurrences(event('DTSTART;TZID=Ours:20260701T090000'), vtimezone('Ours', '+0237'))).toEqual([
    '2026-07-01T09:00 2026-07-01T09:00 07-01T06:23 a',
  ]);
});

test('a date is the whole day, wherever; without an end it is one', () => {
  expect(occurrences(event('DTSTART;VALUE=DATE:20260228', 'RRULE:FREQ=DAILY;COUNT=2'))).toEqual([
    '2026-02-28 2026-03-01 02-28T00:00 a',
    '2026-03-01 2026-03-02 03-01T00:00 a',
  ]);
  expect(occurrences(event('DTSTART;VALUE=DATE:20260228', 'DURATION:P3D'))).toEqual([
    '2026-02-28 2026-03-03 02-28T00:00 a',
  ]);
});

test('a floating time means the calendar’s X-WR-TIMEZONE, if it has one', () => {
  expect(occurrences(event('DTSTART:20260701T090000'), 'X-WR-TIMEZONE:Europe/Berlin\r\n')).toEqual([
    '2026-07-01T09:00 2026-07-01T09:00 07-01T07:00 a',
  ]);
});

test('EXDATE takes away, by the date alone too; RDATE adds, a period with its own length', () => {
  const found = occurrences(
    event(
      'DTSTART:20260101T090000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=4',
      'EXDATE:20260102T090000Z',
      'EXDATE;VALUE=DATE:20260103',
      'RDATE;VALUE=PERIOD:20260110T120000Z/PT3H,20260111T120000Z/20260111T123000Z',
    ),
  );
  expect(found.map((one) => one.slice(0, 33))).toEqual([
    '2026-01-01T09:00 2026-01-01T10:00',
    '2026-01-04T09:00 2026-01-04T10:00',
    '2026-01-10T12:00 2026-01-10T15:00',
    '2026-01-11T12:00 2026-01-11T12:30',
  ]);
});

test('a changed occurrence stands in for its own; the highest SEQUENCE is what holds; EXDATE takes it too', () => {
  const main = event('DTSTART:20260101T090000Z', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260103T090000Z');
  const change = (id: string, hour: string, sequence: number) =>
    `BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:b\r\nSEQUENCE:${sequence}\r\nRECURRENCE-ID:${id}\r\nDTSTART:20260120T${hour}0000Z\r\nEND:VEVENT`;
  const lines = [
    main,
    change('20260102T090000Z', '15', 2),
    change('20260102T090000Z', '11', 1),
    change('20260103T090000Z', '12', 1),
  ].join('\r\n');
  expect(occurrences(lines).map((one) => one.slice(0, 16))).toEqual(['2026-01-01T09:00', '2026-01-20T15:00']);
});

test('RANGE=THISANDFUTURE moves the later ones along', () => {
  const change =
    'BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:b\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260102T090000Z\r\nDTSTART:20260102T110000Z\r\nEND:VEVENT';
  expect(
    occurrences(`${event('DTSTART:20260101T090000Z', 'RRULE:FREQ=DAILY;COUNT=3')}\r\n${change}`).map((one) =>
      one.slice(0, 16),
    ),
  ).toEqual(['2026-01-01T09:00', '2026-01-02T11:00', '2026-01-03T11:00']);
});

test('DTSTART is an occurrence though the rule does not come to it, unless the rule had ended before', () => {
  expect(occurrences(event('DTSTART:20260101T090000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=1')).length).toBe(2);
  expect(occurrences(event('DTSTART:20260101T090000Z', 'RRULE:FREQ=WEEKLY;UNTIL=20251231T000000Z'))).toEqual([]);
});

test('rules by the minute are refused, the file’s other events are read', () => {
  const other = event('DTSTART:20260101T090000Z').replace('UID:1', 'UID:2');
  expect(occurrences(`${event('DTSTART:20260101T090000Z', 'RRULE:FREQ=MINUTELY')}\r\n${other}`)).toEqual([
    'frequency-not-offered',
    '2026-01-01T09:00 2026-01-01T09:00 01-01T09:00 a',
  ]);
});

test('folded lines, bare line feeds, blank lines, escapes, several calendars and broken ones are read', () => {
  const text =
    'BEGIN:VCALENDAR\n\nBEGIN:VEVENT\nUID:1\nSUMMARY:one\\, t\n wo\\nthree\nDTSTART:20260101T090000Z\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:2\n???\nDTSTART:20260102T090000Z\n';
  const file = readCalendar(text);
  expect(file.series.map(({ main }) => main?.summary)).toEqual(['one, two\nthree', '']);
  expect(file.problems.map(({ code, line }) => `${line} ${code}`)).toEqual([
    '13 not-a-content-line',
    '11 unclosed-component',
    '10 unclosed-component',
  ]);
});

test('RECURRENCE-ID with a time names the day of a series of days, and a day may stand in for a time', () => {
  const days = [
    event('DTSTART;VALUE=DATE:20200402', 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3'),
    event('RECURRENCE-ID;TZID=GMT Standard Time:20200416T000000', 'DTSTART;VALUE=DATE:20200417'),
    event('RECURRENCE-ID;TZID=Asia/Hong_Kong:20200430T000000', 'DTSTART;VALUE=DATE:20200429'),
  ];
  expect(occurrences(days.join('\r\n')).map((one) => one.slice(0, 10))).toEqual([
    '2020-04-02',
    '2020-04-17',
    '2020-04-29',
  ]);
  const times = [
    event('DTSTART;TZID=Europe/Berlin:20190307T020000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'),
    event('RECURRENCE-ID;TZID=Europe/Berlin:20190308T020000', 'DTSTART;VALUE=DATE:20190308'),
    event('RECURRENCE-ID:20190309T010000Z', 'DTSTART;VALUE=DATE:20190310'),
  ];
  expect(occurrences(times.join('\r\n')).map((one) => one.slice(0, 16))).toEqual([
    '2019-03-07T02:00',
    '2019-03-08 2019-',
    '2019-03-10 2019-',
  ]);
});
