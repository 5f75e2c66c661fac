import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { type Appointment, appointmentResourceIds, appointmentSources } from '#shared/scheduling/appointment.ts';
import { appointmentStatuses } from '#shared/scheduling/appointment-status.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { instant, minutesBetween, parseInstant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { addDays, dayInterval, localDate, localMinute, weekday } from '#shared/time/local.ts';
import { demoClinic, type DemoOptions } from '#server/demo/demo-clinic.ts';
import { demoSites } from '#server/demo/demo-places.ts';
import { type DemoPractitioner, demoPractitioners } from '#server/demo/demo-staff.ts';
import { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const options: DemoOptions = {
  seed: 'demo',
  today: '2026-11-21',
  now: must(parseInstant('2026-11-21T11:00:00Z'), 'an instant'),
};

type Decided = { readonly world: InMemoryWorld; readonly kinds: readonly string[] };

function decided(wanted: DemoOptions): Decided {
  const world = new InMemoryWorld();
  const clinic = demoClinic(wanted);
  const roles = new Map(clinic.people.map((person) => [person.id, person.role]));
  const kinds = clinic.commands.map(({ commandId, actorId, deskTime, intent }) => {
    const role = must(roles.get(actorId), 'the actor is on the staff');
    return world.execute(intent, { now: wanted.now, commandId, deskId: actorId, actorId, role, deskTime }).kind;
  });
  return { world, kinds };
}

const { world, kinds } = decided(options);
const appointments = world.all('appointments');

test('every command of the demo is accepted, but for three bookings that wait in the conflict inbox', () => {
  const counted = Object.fromEntries(
    Map.groupBy(kinds, (kind) => kind)
      .entries()
      .map(([kind, all]) => [kind, all.length]),
  );
  expect(counted).toEqual({ accepted: kinds.length - 3, displaced: 3 });
  expect(appointments.filter((one) => one.displacement !== null)).toHaveLength(3);
});

test('the same seed and day give the same commands to the letter, each with an id of its own', () => {
  const first = demoClinic(options).commands;
  expect(demoClinic(options).commands).toEqual(first);
  expect(new Set(first.map((command) => command.commandId)).size).toBe(first.length);
  expect(demoClinic({ ...options, seed: 'other' }).commands).not.toEqual(first);
});

test('it has two locations in two zones, 12 practitioners, 10 rooms, 15 services and 400 clients in many scripts', () => {
  const count = (kind: string): number => world.all('resources').filter((resource) => resource.kind === kind).length;
  expect(new Set(world.all('locations').map((location) => location.zone)).size).toBe(2);
  expect([count('practitioner'), count('room')]).toEqual([12, 10]);
  expect(count('equipment')).toBeGreaterThanOrEqual(4);
  expect(world.all('services')).toHaveLength(15);
  const names = world.all('clients').map((client) => client.name);
  expect(names).toHaveLength(400);
  const scripts = ['Latin', 'Han', 'Hangul', 'Arabic', 'Hebrew', 'Cyrillic', 'Greek', 'Devanagari'];
  const countIn = (script: string): number =>
    names.filter((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)).length;
  expect(scripts.filter((script) => countIn(script) < 5)).toEqual([]);
});

test('it has appointments in every status, from every source but the importer, seven days back and seven ahead', () => {
  expect(new Set(appointments.map((one) => one.status))).toEqual(new Set(appointmentStatuses));
  const sources = appointmentSources.filter((source) => source !== 'import');
  expect(new Set(appointments.map((one) => one.source))).toEqual(new Set(sources));
  const dates = new Set(appointments.map((one) => localDate(one.start, one.zone)));
  expect([...dates].toSorted()).toEqual(Array.from({ length: 15 }, (_, at) => addDays(options.today, at - 7)));
});

test('what has become of a visit fits the hour: none is over before it began, none waits from yesterday', () => {
  const isOver = (one: Appointment): boolean => one.status === 'noshow' || one.status === 'fulfilled';
  expect(appointments.filter((one) => one.end > options.now && isOver(one))).toEqual([]);
  const ofThePast = appointments.filter((one) => localDate(one.end, one.zone) < options.today);
  expect(ofThePast.filter((one) => !isOver(one) && one.status !== 'cancelled')).toEqual([]);
});

test('visits begin on the quarter of an hour', () => {
  expect(appointments.filter((one) => localMinute(one.start, one.zone) % 15 !== 0)).toEqual([]);
});

/** Minutes of visits, as the timeline draws them, over minutes on duty without breaks; for each practitioner of a day. */
function utilisation(of: InMemoryWorld, date: string): number[] {
  const visits = of.all('appointments').filter((one) => one.claims.length > 0);
  return demoPractitioners.flatMap((practitioner) => {
    const { zone } = must(
      demoSites.find((place) => place.key === practitioner.site),
      'a site',
    );
    const own = visits.filter(
      (one) => localDate(one.start, zone) === date && appointmentResourceIds(one).includes(practitioner.id),
    );
    const blocks = of
      .all('blocks')
      .filter((one) => one.resourceId === practitioner.id && localDate(one.start, zone) === date);
    const minutes = (spans: readonly Interval[]): number =>
      spans.reduce((sum, span) => sum + minutesBetween(span.start, span.end), 0);
    const isAway = blocks.some((block) => block.kind === 'leave') || blocks.length === 0;
    return isAway ? [] : [minutes(own) / (dutyMinutes(practitioner, date) - minutes(blocks))];
  });
}

function dutyMinutes({ fromMinute, toMinute }: DemoPractitioner, date: string): number {
  return weekday(date) > 5 ? Math.min(toMinute, 1020) - Math.max(fromMinute, 540) : toMinute - fromMinute;
}

test.each(['2026-11-21', '2026-11-22', '2026-11-23', '2026-02-28', '2026-03-29', '2026-10-25'])(
  'on any day that it is started, clock changes and Sundays too, most practitioners are 55 to 90 percent busy: %s',
  (today) => {
    const now = instant(dayInterval(today, must(demoSites[0], 'a site').zone).start + 11 * 3_600_000);
    const busy = utilisation(decided({ ...options, today, now }).world, today);
    expect(busy.length).toBeGreaterThanOrEqual(11);
    expect(busy.filter((share) => share >= 0.55 && share <= 0.9).length).toBeGreaterThan(busy.length * 0.6);
    const average = busy.reduce((sum, share) => sum + share, 0) / busy.length;
    expect(average).toBeGreaterThan(0.6);
    expect(average).toBeLessThan(0.85);
  },
);

test.each(['00:10', '07:30', '12:00', '23:50'])(
  'today has people waiting and in treatment when it is started at %s',
  (time) => {
    const now = must(parseInstant(`2026-11-21T${time}:00Z`), 'an instant');
    const all = decided({ ...options, now }).world.all('appointments');
    const today = all.filter((one) => localDate(one.start, one.zone) === options.today);
    const count = (status: Appointment['status']): number => today.filter((one) => one.status === status).length;
    expect(count('arrived')).toBeGreaterThan(0);
    expect(count('checked-in')).toBeGreaterThan(2);
    expect(count('booked')).toBeGreaterThan(8);
  },
);

test('it has people who come weekly, fortnightly and monthly, seen today, with their place for as far as series hold it', () => {
  const today = dayInterval(options.today, must(demoSites[0], 'a site').zone);
  const all = world.all('series');
  expect(all).toHaveLength(6);
  expect(
    all.flatMap(({ rules }) => rules.map((rule) => /FREQ=([A-Z]+;(INTERVAL=2)?)/.exec(rule)?.[1])).toSorted(),
  ).toEqual(['MONTHLY;', 'MONTHLY;', 'WEEKLY;', 'WEEKLY;', 'WEEKLY;', 'WEEKLY;INTERVAL=2']);
  expect(all.filter((series) => virtualWithin(series, today).length === 0)).toEqual([]);
  const claimed = all.flatMap((series) => virtualWithin(series, { start: options.now, end: series.claimedUntil }));
  expect(claimed.filter((one) => one.claims.length === 0)).toEqual([]);
});

test.each(['2026-11-21', '2026-12-31', '2028-02-29', '2026-03-29', '2026-10-31'])(
  'no series is in the way of anything, on whichever day it is started: %s',
  (today) => {
    const now = instant(dayInterval(today, must(demoSites[0], 'a site').zone).start + 11 * 3_600_000);
    const made = decided({ ...options, today, now });
    expect(made.kinds.filter((kind) => kind === 'displaced')).toHaveLength(3);
    expect(made.world.all('appointments').filter((one) => one.occurrence && one.displacement !== null)).toEqual([]);
  },
);
