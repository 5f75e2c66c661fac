import { expect, test } from 'vitest';
import { readCalendar } from '#shared/calendars/read-calendar.ts';
import { calendarReport } from '#shared/importing/calendar/calendar-report.ts';
import type { CalendarBecomes, CalendarPlan, CalendarTarget } from '#shared/importing/calendar/calendar-plan.ts';
import { leftOutToCsv } from '#shared/importing/calendar/left-out-csv.ts';
import { planCalendar } from '#shared/importing/calendar/plan-calendar.ts';
import { type ReviewedEvent, startCalendarReview } from '#shared/importing/calendar/review-calendar.ts';
import { outcomeOfDecision } from '#shared/importing/row-outcome.ts';
import { at, clinic, clinicWorld, context, id, location, resource } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const anna = resource({ id: clinic.anna, name: 'Anna', hours: null });
const house = location({
  holidays: { country: 'DE', region: '', days: [{ date: '2026-12-25', name: 'Christmas Day', isOpen: false }] },
});

function target(becomes: CalendarBecomes = 'appointments'): CalendarTarget {
  return { resource: anna, location: house, becomes, serviceId: null };
}

function planOf(text: string, world: InMemoryWorld, into: CalendarTarget, run = 1): CalendarPlan {
  const blocks = world.all('blocks').filter((one) => one.resourceId === anna.id && !one.isRemoved);
  return planCalendar({
    file: readCalendar(text),
    target: into,
    world,
    blocks,
    now: context().now,
    runId: id('run', run),
  });
}

type Options = { readonly becomes?: CalendarBecomes; readonly leftOut?: readonly number[] };

function reviewed(
  text: string,
  world: InMemoryWorld,
  { becomes, leftOut = [] }: Options = {},
): readonly ReviewedEvent[] {
  const into = target(becomes);
  const plan = planOf(text, world, into);
  const review = startCalendarReview(world, { ...context(), role: 'manager', actorId: clinic.manager });
  review.prepare(plan.setUp);
  return plan.items.map((item) => review.judge(item, { target: into, isLeftOut: leftOut.includes(item.line) }));
}

const states = (events: readonly ReviewedEvent[]) => events.map(({ state }) => state);

function imported(text: string, world: InMemoryWorld, becomes?: CalendarBecomes) {
  const plan = planOf(text, world, target(becomes), 2);
  const commands = [...plan.setUp, ...plan.items.flatMap((item) => item.commands)];
  const how = { role: 'manager', actorId: clinic.manager } as const;
  const outcomes = new Map(
    commands.map(({ commandId, intent }) => [
      commandId,
      outcomeOfDecision(world.execute(intent, context({ ...how, commandId }))),
    ]),
  );
  return { plan, outcomes };
}

const file = (...events: readonly string[]): string => ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n');
const event = (uid: string, start: string, ...lines: readonly string[]): string =>
  [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SUMMARY:Event ${uid}`,
    `DTSTART;TZID=Europe/Berlin:${start}`,
    'DURATION:PT1H',
    ...lines,
    'END:VEVENT',
  ].join('\r\n');

test('[IC11] each event is new, changed, here, cancelled or clashing; and nothing is written by looking', () => {
  for (const becomes of ['blocks', 'appointments'] as const) {
    const world = clinicWorld();
    imported(
      file(event('1', '20261124T090000'), event('2', '20261124T110000'), event('3', '20261124T130000')),
      world,
      becomes,
    );
    const before = [...world.all('blocks'), ...world.all('appointments')];
    const text = file(
      event('1', '20261124T090000'),
      event('2', '20261124T113000', 'SEQUENCE:1'),
      event('3', '20261124T130000', 'STATUS:CANCELLED'),
      event('4', '20261124T150000'),
      event('5', '20261124T093000'),
      event('6', '20261124T093000', 'STATUS:CANCELLED'),
      event('7', '20261124T153000'),
    );
    const events = reviewed(text, world, { becomes });
    expect(states(events)).toEqual(['here', 'changed', 'removed', 'new', 'clash', 'absent', 'clash']);
    expect(events[4]?.taken).toMatchObject({ dates: 1, isInInbox: false });
    expect([...world.all('blocks'), ...world.all('appointments')]).toEqual(before);
  }
});

test('[I1] what is here as blocked time clashes when it comes again as a visit', () => {
  const world = clinicWorld();
  const text = file(event('1', '20261124T090000'));
  imported(text, world, 'blocks');
  expect(states(reviewed(text, world, { becomes: 'appointments' }))).toEqual(['clash']);
});

test('what is left out takes no time from what comes after it', () => {
  const text = file(event('1', '20261124T090000'), event('2', '20261124T093000'));
  expect(states(reviewed(text, clinicWorld()))).toEqual(['new', 'clash']);
  expect(states(reviewed(text, clinicWorld(), { leftOut: [2] }))).toEqual(['new', 'new']);
});

test('[SR3] the dates of a series that are taken are counted and go to the inbox; those of blocks stay out', () => {
  const taken = file(event('1', '20261201T093000'));
  const weekly = file(event('2', '20261124T090000', 'RRULE:FREQ=WEEKLY;COUNT=4'));
  for (const becomes of ['blocks', 'appointments'] as const) {
    const world = clinicWorld();
    imported(taken, world, becomes);
    const [found] = reviewed(weekly, world, { becomes });
    expect(found).toMatchObject({ state: 'new', taken: { dates: 1, isInInbox: becomes === 'appointments' } });
    const { plan, outcomes } = imported(weekly, world, becomes);
    const report = calendarReport(plan, { outcomes, skipped: new Set() });
    expect(report).toMatchObject({ events: 1, imported: 1, leftOut: 0 });
    expect(report.rows.map(({ why, time }) => [why, time?.start])).toEqual(
      becomes === 'blocks' ? [['clash', at('2026-12-01T08:00')]] : [],
    );
  }
});

test('visits on a holiday and outside of the hours are said to be, by name; blocks are not', () => {
  const text = file(event('1', '20261224T230000', 'RRULE:FREQ=DAILY;COUNT=3'));
  expect(reviewed(text, clinicWorld())[0]?.closed).toEqual({ dates: 3, days: ['Christmas Day'] });
  expect(reviewed(text, clinicWorld(), { becomes: 'blocks' })[0]?.closed).toEqual({ dates: 0, days: [] });
});

test('dates that fall into a clock change are counted', () => {
  const text = file(event('1', '20270327T023000', 'RRULE:FREQ=DAILY;COUNT=3'));
  expect(reviewed(text, clinicWorld())[0]?.item.recurring?.clockChanges).toBe(1);
  expect(reviewed(text, clinicWorld(), { becomes: 'blocks' })[0]?.item.recurring?.clockChanges).toBe(1);
  expect(reviewed(file(event('1', '20261025T023000')), clinicWorld())[0]?.item.clock).toBe('fold');
});

test('[IC12] the report adds up, and its CSV runs no formulas', () => {
  const world = clinicWorld();
  const text = file(
    event('=cmd()', '20261124T090000'),
    event('2', '20261124T093000'),
    event('3', '20261124T120000', 'RRULE:FREQ=SECONDLY'),
    event('4', '20261124T140000'),
    event('5', '20261124T160000'),
  );
  const { plan, outcomes } = imported(text, world);
  const [last] = plan.items.at(-1)?.commands ?? [];
  const sent = new Map([...outcomes].filter(([commandId]) => commandId !== last?.commandId));
  const report = calendarReport(plan, { outcomes: sent, skipped: new Set([plan.items[2]?.line ?? 0]) });
  const { rows, ...counts } = report;
  expect(counts).toEqual({ events: 5, imported: 1, alreadyThere: 0, absent: 0, skipped: 1, leftOut: 2, notSent: 1 });
  expect(rows.map(({ line, why, code }) => [line, why, code])).toEqual([
    [8, 'clash', 'taken'],
    [14, 'refused', 'frequency-not-offered'],
    [27, 'not-sent', 'not-sent'],
  ]);
  const csv = leftOutToCsv(
    [{ line: 1, summary: '=cmd()', why: 'refused', code: 'no-length', at: '@x', time: null, conflicts: [] }],
    {
      headers: ['Line', 'Title', 'Time', 'Reason', 'Value', 'In the way'],
      time: () => '',
      reason: ({ code }) => code,
      inTheWay: () => '+1',
    },
  );
  expect(csv.split('\r\n')[1]).toBe(`1,'=cmd(),,no-length,'@x,'+1`);
});
