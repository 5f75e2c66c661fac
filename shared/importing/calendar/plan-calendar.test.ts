import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandCalendarSeries } from '#shared/calendars/expand-calendar.ts';
import { exportCalendar } from '#shared/calendars/export/export-calendar.ts';
import { readCalendar } from '#shared/calendars/read-calendar.ts';
import type { CalendarBecomes, CalendarPlan } from '#shared/importing/calendar/calendar-plan.ts';
import { planCalendar } from '#shared/importing/calendar/plan-calendar.ts';
import { must } from '#shared/lib/must.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { EARLIEST, LATEST, toIso } from '#shared/time/instant.ts';
import { wall } from '#shared/time/wall.ts';
import { clinic, clinicWorld, context, id, location, resource } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

type Options = { readonly becomes?: CalendarBecomes; readonly resourceId?: string; readonly runId?: string };

function planned(text: string, world: InMemoryWorld, options: Options = {}): CalendarPlan {
  const { becomes = 'appointments', resourceId = clinic.anna, runId = id('run', 1) } = options;
  return planCalendar({
    file: readCalendar(text),
    target: { resource: resource({ id: resourceId, name: 'Anna' }), location: location(), becomes, serviceId: null },
    world,
    blocks: world.all('blocks').filter((one) => one.resourceId === resourceId && !one.isRemoved),
    now: context().now,
    runId,
  });
}

/** How many documents the import changed, and what was refused of its commands. */
function imported(text: string, world: InMemoryWorld, options: Options = {}) {
  const plan = planned(text, world, options);
  const decisions = [...plan.setUp, ...plan.items.flatMap(({ commands }) => commands)].map(({ commandId, intent }) =>
    world.execute(intent, context({ commandId, role: 'manager', actorId: clinic.manager })),
  );
  return {
    plan,
    changes: decisions.reduce((count, one) => count + (one.kind === 'refused' ? 0 : one.changes.length), 0),
    refusals: decisions.flatMap((one) => (one.kind === 'refused' ? [one.refusal.code] : [])),
  };
}

const file = (...lines: readonly string[]): string => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]): string =>
  ['BEGIN:VEVENT', 'UID:1@other', 'SUMMARY:Training', ...lines, 'END:VEVENT'].join('\r\n');
const once = (start = '20261124T090000', sequence = 0): string =>
  event(`DTSTART;TZID=Europe/Berlin:${start}`, 'DURATION:PT1H', `SEQUENCE:${sequence}`);

/** What a resource has, whoever holds it: what is stored and what series come to. */
function times(world: InMemoryWorld, resourceId: string = clinic.anna): readonly string[] {
  const has = ({ phases }: { readonly phases: readonly { readonly resourceIds: readonly string[] }[] }): boolean =>
    phases.some(({ resourceIds }) => resourceIds.includes(resourceId));
  const visits = world.all('appointments').filter((one) => has(one) && one.status !== 'cancelled');
  const virtual = world
    .all('series')
    .filter(has)
    .flatMap((series) => virtualWithin(series, { start: EARLIEST, end: LATEST }));
  const blocks = world.all('blocks').filter((one) => one.resourceId === resourceId && !one.isRemoved);
  return [...visits, ...virtual, ...blocks].map(({ start, end }) => `${toIso(start)}/${toIso(end)}`).sort();
}

test('[IC11] an event becomes busy time or a visit without a client; the same file again changes nothing', () => {
  for (const becomes of ['blocks', 'appointments'] as const) {
    const world = clinicWorld();
    expect(imported(file(once()), world, { becomes }).refusals).toEqual([]);
    expect(times(world)).toEqual(['2026-11-24T08:00:00.000Z/2026-11-24T09:00:00.000Z']);
    expect(imported(file(once()), world, { becomes, runId: id('run', 2) })).toMatchObject({ changes: 0, refusals: [] });
    const [named] =
      becomes === 'blocks'
        ? world.all('blocks').map(({ reason }) => reason)
        : world.all('appointments').map(({ label }) => label);
    expect(named).toBe('Training');
  }
});

test('[IC11] a higher SEQUENCE moves what was imported, a lower one does not move it back', () => {
  for (const becomes of ['blocks', 'appointments'] as const) {
    const world = clinicWorld();
    imported(file(once()), world, { becomes });
    imported(file(once('20261125T100000', 3)), world, { becomes });
    expect(times(world)).toEqual(['2026-11-25T09:00:00.000Z/2026-11-25T10:00:00.000Z']);
    imported(file(once('20261126T100000', 2)), world, { becomes });
    expect(times(world)).toEqual(['2026-11-25T09:00:00.000Z/2026-11-25T10:00:00.000Z']);
  }
});

test('[IC11] a cancelled event takes away what was imported, and is nothing where nothing was', () => {
  for (const becomes of ['blocks', 'appointments'] as const) {
    const world = clinicWorld();
    const cancelled = file(once('20261124T090000', 1).replace('END:VEVENT', 'STATUS:CANCELLED\r\nEND:VEVENT'));
    expect(imported(cancelled, world, { becomes })).toMatchObject({ changes: 0, refusals: [] });
    imported(file(once()), world, { becomes });
    imported(cancelled, world, { becomes });
    expect(times(world)).toEqual([]);
  }
});

const series = (sequence = 0, rule = 'FREQ=WEEKLY;COUNT=4'): string =>
  event(
    'DTSTART;TZID=W. Europe Standard Time:20261124T090000',
    'DURATION:PT1H',
    `RRULE:${rule}`,
    'EXDATE;TZID=W. Europe Standard Time:20261208T090000',
    'RDATE;TZID=W. Europe Standard Time:20270105T110000',
    `SEQUENCE:${sequence}`,
  );
const override = (sequence = 0, hour = '14'): string =>
  event(
    'RECURRENCE-ID;TZID=Europe/Berlin:20261201T090000',
    `DTSTART:20261202T${hour}0000Z`,
    'DURATION:PT30M',
    `SEQUENCE:${sequence}`,
  );

test('[IC9] a rule becomes a series with its exceptions, in the zone that a Windows name means', () => {
  const world = clinicWorld();
  expect(imported(file(series(), override()), world).refusals).toEqual([]);
  expect(times(world).map((one) => one.slice(0, 16))).toEqual([
    '2026-11-24T08:00',
    '2026-12-02T14:00',
    '2026-12-15T08:00',
    '2027-01-05T10:00',
  ]);
  const [booked] = world.all('series');
  expect(booked).toMatchObject({ zone: 'Europe/Berlin', rules: ['FREQ=WEEKLY;COUNT=4'], label: 'Training' });
  expect(booked?.exceptions.map(({ recurrenceId }) => recurrenceId)).toEqual(['2026-12-01T09:00:00']);
  expect(imported(file(series(), override()), world, { runId: id('run', 2) })).toMatchObject({
    changes: 0,
    refusals: [],
  });
});

test('[IC11] a newer state of a series takes the place of the one before, of one exception moves that alone', () => {
  const world = clinicWorld();
  imported(file(series(), override()), world);
  imported(file(series(), override(1, '16')), world);
  expect(times(world)).toContain('2026-12-02T16:00:00.000Z/2026-12-02T16:30:00.000Z');
  imported(file(series(2, 'FREQ=WEEKLY;COUNT=2')), world);
  expect(times(world).map((one) => one.slice(0, 16))).toEqual([
    '2026-11-24T08:00',
    '2026-12-01T08:00',
    '2027-01-05T10:00',
  ]);
  expect(planned(file(series(1)), world).refusals).toMatchObject([{ code: 'older-than-imported' }]);
});

test('[IC10] a day is the whole local day of the location, with 25 hours in autumn; a floating time is on its wall', () => {
  const world = clinicWorld();
  imported(file(event('DTSTART;VALUE=DATE:20261025')), world, { becomes: 'blocks' });
  const [first, last] = [times(world)[0], times(world).at(-1)];
  expect([first?.slice(0, 16), last?.slice(25, 41)]).toEqual(['2026-10-24T22:00', '2026-10-25T23:00']);
  const floating = clinicWorld();
  const plan = imported(file(event('DTSTART:20260701T090000', 'DURATION:PT1H')), floating).plan;
  expect(times(floating)).toEqual(['2026-07-01T07:00:00.000Z/2026-07-01T08:00:00.000Z']);
  expect(plan.items[0]?.via).toBe('floating');
});

const daily = (rule: string, ...lines: readonly string[]): string =>
  event('DTSTART;TZID=Europe/Berlin:20261124T090000', 'DURATION:PT30M', `RRULE:${rule}`, ...lines);

test('[IC9] as blocks, each date of what recurs is a block, moved and cancelled ones too; again changes nothing', () => {
  const world = clinicWorld();
  const text = file(series(), override());
  expect(imported(text, world, { becomes: 'blocks' }).refusals).toEqual([]);
  expect(world.all('series')).toEqual([]);
  expect(times(world)).toEqual([
    '2026-11-24T08:00:00.000Z/2026-11-24T09:00:00.000Z',
    '2026-12-02T14:00:00.000Z/2026-12-02T14:30:00.000Z',
    '2026-12-15T08:00:00.000Z/2026-12-15T09:00:00.000Z',
    '2027-01-05T10:00:00.000Z/2027-01-05T11:00:00.000Z',
  ]);
  expect(new Set(world.all('blocks').map(({ importedFrom }) => importedFrom)).size).toBe(1);
  expect(imported(text, world, { becomes: 'blocks', runId: id('run', 2) })).toMatchObject({ changes: 0, refusals: [] });
});

test('[IC11] a newer state of recurring blocks takes away the dates that it has no more; an older one changes nothing', () => {
  const world = clinicWorld();
  imported(file(daily('FREQ=DAILY;COUNT=5')), world, { becomes: 'blocks' });
  imported(file(daily('FREQ=DAILY;INTERVAL=2;COUNT=2', 'SEQUENCE:2')), world, { becomes: 'blocks' });
  expect(times(world).map((one) => one.slice(0, 10))).toEqual(['2026-11-24', '2026-11-26']);
  const older = planned(file(daily('FREQ=DAILY;COUNT=5', 'SEQUENCE:1')), world, { becomes: 'blocks' });
  expect(older.refusals).toMatchObject([{ code: 'older-than-imported' }]);
  imported(file(daily('FREQ=DAILY;COUNT=5', 'SEQUENCE:3', 'STATUS:CANCELLED')), world, { becomes: 'blocks' });
  expect(times(world)).toEqual([]);
});

test('[IC9] blocks of what has no end reach 18 months ahead, and the plan says so', () => {
  const world = clinicWorld();
  const { plan } = imported(file(daily('FREQ=WEEKLY').replace('20261124', '20001121')), world, { becomes: 'blocks' });
  const found = times(world);
  expect(found).toHaveLength(81);
  expect(plan.items[0]?.recurring).toMatchObject({ dates: 81, trimmedAt: null });
  const horizon = must(plan.items[0]?.recurring?.horizon, 'it has a horizon');
  expect([toIso(horizon.start).slice(0, 10), toIso(horizon.end).slice(0, 10)]).toEqual(['2026-11-09', '2028-05-24']);
  const past = planned(file(daily('FREQ=DAILY;COUNT=2000').replace('20261124', '20101121')), world, {
    becomes: 'blocks',
  });
  expect(past.refusals).toMatchObject([{ code: 'not-within-horizon' }]);
});

test('[SR6] a series that goes on for too long comes in shortened, and the plan says until when', () => {
  const world = clinicWorld();
  const { plan, refusals } = imported(file(daily('FREQ=DAILY;COUNT=1000')), world);
  expect(refusals).toEqual([]);
  expect(times(world)).toHaveLength(730);
  const { dates, trimmedAt } = must(plan.items[0]?.recurring, 'it recurs');
  expect([dates, toIso(must(trimmedAt, 'it is shortened'))]).toEqual([730, '2028-11-22T08:00:00.000Z']);
  expect(imported(file(daily('FREQ=DAILY;COUNT=1000')), world, { runId: id('run', 2) }).changes).toBe(0);
});

test('[IC11] time off that was exported and is still there stays as it is', () => {
  const world = clinicWorld();
  const ours = event('DTSTART:20261124T230000Z', 'DURATION:PT24H').replace(
    'UID:1@other',
    `UID:${id('off', 1)}@frontdesk`,
  );
  const hours = ours.replace('@frontdesk', '-2026-11-25@frontdesk');
  const leave = { id: id('off', 1), resourceId: clinic.anna };
  const sees = { ...world, find: (name: string) => (name === 'timeOff' ? leave : null) };
  const plan = planCalendar({
    file: readCalendar(file(ours, hours)),
    target: { resource: resource({ id: clinic.anna }), location: location(), becomes: 'blocks', serviceId: null },
    // A world that knows one leave and nothing else.
    world: sees as unknown as InMemoryWorld,
    blocks: [],
    now: context().now,
    runId: id('run', 1),
  });
  expect(plan.items.flatMap(({ commands }) => commands)).toEqual([]);
});

test('[IC10] what lasts several days is a piece of time on each', () => {
  const world = clinicWorld();
  imported(file(event('DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261204')), world, { becomes: 'blocks' });
  expect(times(world)).toHaveLength(3);
});

test('[IC12] what cannot be taken is refused by itself, with its line, and the rest comes in', () => {
  const text = file(
    once(),
    event('DTSTART:20261124T150000Z').replace('1@', '2@'),
    event('DTSTART:20261124T150000Z', 'DURATION:PT1M', 'RRULE:FREQ=SECONDLY').replace('1@', '3@'),
    event('DTSTART;TZID=Nowhere:20261124T150000', 'DURATION:PT1H').replace('1@', '4@'),
    event('DTSTART:18991124T150000Z', 'DURATION:PT1H').replace('1@', '5@'),
  );
  const world = clinicWorld();
  const { plan } = imported(text, world);
  expect(plan.refusals.map(({ uid, line, code, at }) => [uid, line, code, at])).toEqual([
    ['2@other', 9, 'no-length', ''],
    ['3@other', 14, 'frequency-not-offered', 'FREQ=SECONDLY'],
    ['4@other', 21, 'unknown-zone', 'Nowhere'],
    ['5@other', 27, 'year-out-of-range', ''],
  ]);
  expect(times(world)).toHaveLength(1);
});

const hostile = [
  'FREQ=SECONDLY',
  'FREQ=MINUTELY;COUNT=9999999',
  'FREQ=HOURLY',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=DAILY;COUNT=99999999',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;INTERVAL=99999999999',
  'FREQ=DAILY;BYSETPOS=1',
  'FREQ=YEARLY;BYYEARDAY=367',
  'FREQ=',
  '=',
  ';;;;',
  'FREQ=DAILY;UNTIL=99999999T999999Z',
  'FREQ=DAILY;COUNT=-1;COUNT=2',
  'FREQ=MONTHLY;BYDAY=6MO',
  'FREQ=WEEKLY;BYDAY=XX',
  `FREQ=DAILY;BYHOUR=${Array.from({ length: 24 }, (_, hour) => hour).join()};BYMINUTE=${Array.from({ length: 60 }, (_, minute) => minute).join()}`,
  `FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 366 }, (_, day) => day + 1).join()};BYHOUR=${Array.from({ length: 24 }, (_, hour) => hour).join()}`,
  `FREQ=DAILY;${'X'.repeat(50_000)}=1`,
  'FREQ=DAILY;__proto__=1',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;INTERVAL=999',
  'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=7',
];
const texts = [
  '',
  '\u0000',
  '\ud800',
  'BEGIN:VEVENT',
  'END:VEVENT',
  'BEGIN:VEVENT\nEND:VEVENT',
  'BEGIN:VCALENDAR\n'.repeat(3_000),
  'END:VCALENDAR\n'.repeat(3_000),
  'BEGIN:__proto__\nEND:__proto__',
  'BEGIN:constructor\nEND:constructor',
  ':',
  ';',
  'A;B;C:D',
  'A;B="',
  'x'.repeat(200_000),
  ' folded before anything',
  '\ufeff\ufeff',
  '<html><body>404</body></html>',
  '{"json":true}',
  '%PDF-1.7',
  'PK\u0003\u0004',
  'a,b,c\n1,2,3',
  '\r\r\r\r',
  '\n \n \n ',
  'BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:\nEND:VTIMEZONE\nEND:VCALENDAR',
];
const fields = [
  'DTSTART:99999999',
  'DTSTART:20261332T256199Z',
  'DTSTART;TZID=../../etc/passwd:20261124T090000',
  'DTSTART;TZID=+25:00:20261124T090000',
  'DTSTART;VALUE=PERIOD:20261124T090000/PT1H',
  'DTSTART:20261124T090000Z\nDURATION:-P99999999D',
  'DTSTART:20261124T090000Z\nDURATION:P99999999W',
  'DTSTART:20261124T090000Z\nDTEND:19700101T000000Z',
  'DTSTART:20261124T090000Z\nDURATION:PT1H\nSEQUENCE:99999999999999',
  'DTSTART:20261124T090000Z\nDURATION:PT1H\nSEQUENCE:-5',
  'DTSTART:20261124T090000Z\nDURATION:PT1H\nSUMMARY:\u0000\ud800',
  `DTSTART:20261124T090000Z\nDURATION:PT1H\nSUMMARY:${'👩🏽‍⚕️'.repeat(5_000)}`,
  `DTSTART:20261124T090000Z\nDURATION:PT1H\nRDATE:${Array.from({ length: 5_000 }, () => '20261125T090000Z').join()}`,
  `DTSTART:20261124T090000Z\nDURATION:PT1H\nEXDATE:${'20261125T090000Z,'.repeat(5_000)}`,
];

test.each([
  ...texts,
  ...fields.map((lines) => file(event(lines))),
  ...hostile.map((rule) => file(event('DTSTART:20261124T090000Z', 'DURATION:PT1H', `RRULE:${rule}`))),
])('[IC12] the hostile text %# is refused or taken in no time, and breaks nothing', (text) => {
  const world = clinicWorld();
  const before = performance.now();
  const { refusals } = imported(`${text}\r\n${file(once().replace('1@', 'good@'))}`, world);
  expect(performance.now() - before).toBeLessThan(2_000);
  for (const code of refusals) expect(code).not.toBe('not-decidable');
  for (const one of world.all('appointments')) expect(one.label.isWellFormed()).toBe(true);
});

test('[IC1] export, import: the same times, on another resource of another clinic too', () => {
  const anyFile = fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 27 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minutes: fc.constantFrom(15, 45, 60),
      zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'),
      rule: fc.constantFrom(
        '',
        'RRULE:FREQ=WEEKLY;COUNT=5',
        'RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3',
        'RRULE:FREQ=DAILY;INTERVAL=3;COUNT=6',
      ),
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(anyFile, fc.constantFrom<CalendarBecomes>('blocks', 'appointments'), (events, becomes) => {
      const two = (n: number): string => String(n).padStart(2, '0');
      const text = file(
        ...events.map(({ day, hour, minutes, zone, rule }, index) =>
          event(`DTSTART;TZID=${zone}:202610${two(day)}T${two(hour)}3000`, `DURATION:PT${minutes}M`, rule).replace(
            '1@',
            `${index}@`,
          ),
        ),
      ).replace(/(\r\n)+/g, '\r\n');
      const [here, there] = [clinicWorld(), clinicWorld()];
      // Where two clash, one waits without a place: both worlds would be the same only by chance.
      const came = imported(text, here, { becomes });
      fc.pre(came.refusals.length === 0 && here.all('appointments').every(({ displacement }) => displacement === null));
      const written = exported(here);
      expect(imported(written, here, { becomes })).toMatchObject({ changes: 0, refusals: [] });
      expect(imported(written, there, { becomes, resourceId: clinic.ben }).refusals).toEqual([]);
      expect(times(there, clinic.ben)).toEqual(times(here));
    }),
    { numRuns: 40 },
  );
});

function exported(world: InMemoryWorld): string {
  const book = {
    appointments: world.all('appointments'),
    blocks: world.all('blocks'),
    clients: world.all('clients'),
    locations: world.all('locations'),
    resources: world.all('resources'),
    series: world.all('series'),
    services: world.all('services'),
    timeOff: world.all('timeOff'),
  };
  const scope = { kind: 'resource', id: clinic.anna } as const;
  return must(exportCalendar(book, { scope, telling: 'names', language: 'en', now: context().now }), 'Anna is there');
}

const folder = new URL('../../../tests/fixtures/calendars/', import.meta.url);
test.each(readdirSync(folder))('[IC1] what %s has comes in, and goes out and in again as the same times', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const [here, there] = [clinicWorld(), clinicWorld()];
  const { plan } = imported(text, here);
  const written = exported(here);
  imported(written, there, { resourceId: clinic.ben });
  expect(times(there, clinic.ben)).toEqual(times(here));
  const known = new Set(plan.items.map(({ uid }) => uid));
  const expected = readCalendar(text)
    .series.filter(
      ({ main }) => main !== null && known.has(main.uid) && main.zone.zone !== null && main.status !== 'CANCELLED',
    )
    .flatMap((one) => {
      const found = expandCalendarSeries(one, { from: wall(EARLIEST), to: wall(LATEST) });
      return found.ok ? found.value.occurrences.slice(0, 20).map(({ startsAt }) => toIso(startsAt)) : [];
    });
  const starts = times(here).map((one) => one.slice(0, 24));
  for (const start of expected) expect(starts).toContain(start);
});

test('[IC12] dates that last for years each are refused before they are divided into days', () => {
  const years = event('DTSTART:20000101T090000Z', 'DURATION:P20000D', 'RRULE:FREQ=DAILY');
  const plan = planned(file(years), clinicWorld(), { becomes: 'blocks' });
  expect(plan).toMatchObject({ items: [], refusals: [{ code: 'too-long' }] });
});

test('[IC12] an event with very many changed dates is read in one go', () => {
  const main = event('DTSTART:20260101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY');
  const changed = Array.from({ length: 30_000 }, () =>
    event('RECURRENCE-ID:20260102T090000Z', 'DTSTART:20260102T100000Z', 'DURATION:PT1H', 'SEQUENCE:7'),
  );
  const { series } = readCalendar(file(main, ...changed));
  expect(series.map(({ overrides }) => overrides.length)).toEqual([1]);
});
