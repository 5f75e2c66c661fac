import { expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import { readyCommand } from '#shared/commands/decide.ts';
import { previewCreate } from '#shared/commands/series/series-preview.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { timeOffIntervals } from '#shared/scheduling/time-off.ts';
import { openIntervals, resourceHours } from '#shared/scheduling/opening-hours.ts';
import { must } from '#shared/lib/must.ts';
import { toIso } from '#shared/time/instant.ts';
import type { Disambiguation } from '#shared/time/wall-clock.ts';
import { repeating, weekly, weeklyOn } from '#tests/builders/booked-series.ts';
import { at, clinic, clinicWorld, context, id, location } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const manager = context({ role: 'manager', actorId: clinic.manager });
const spring = '2027-03-28';
const autumn = '2027-10-31';
const said = (disambiguation: Disambiguation | undefined) => (disambiguation === undefined ? {} : { disambiguation });

function answer(world: InMemoryWorld, intent: Intent) {
  const decision = world.execute(intent, manager);
  return decision.kind === 'refused' ? [decision.refusal.code, decision.refusal.field] : decision.kind;
}

const series = (date: string, choice?: Disambiguation) =>
  repeating({ start: `${date}T02:30:00`, rules: ['FREQ=DAILY;COUNT=3'], ...said(choice) });

test('[SR12] a series whose first date the clocks skip or show twice is refused until it says which is meant', () => {
  expect(answer(clinicWorld(), series(spring))).toEqual(['time-in-gap', 'start']);
  expect(answer(clinicWorld(), series(spring, 'reject'))).toEqual(['time-in-gap', 'start']);
  expect(answer(clinicWorld(), series(autumn))).toEqual(['time-in-fold', 'start']);
  const added = repeating({ added: ['2026-12-01T10:00:00', `${autumn}T02:30:00`] });
  expect(answer(clinicWorld(), added)).toEqual(['time-in-fold', 'added.1']);
});

test.each([
  [spring, 'compatible', '01:30'],
  [spring, 'later', '01:30'],
  [spring, 'earlier', '00:30'],
  [autumn, 'compatible', '00:30'],
  [autumn, 'earlier', '00:30'],
  [autumn, 'later', '01:30'],
] as const)('[SR12] its first date, %s, is had on the %s side at %s UTC; the others are as the rule says', (...row) => {
  const [date, choice, utc] = row;
  const world = clinicWorld();
  const now = at('2027-03-01T08:00');
  expect(world.execute(series(date, choice), { ...manager, now, deskTime: now }).kind).toBe('accepted');
  const starts = world.claimsOn(clinic.anna, { start: at('2027-03-01T00:00'), end: at('2027-12-01T00:00') });
  const [first, ...others] = starts.map(({ start }) => toIso(start).slice(11, 16)).toSorted();
  const rest = date === spring ? '00:30' : '01:30';
  expect([first, ...others].toSorted()).toEqual([utc, rest, rest].toSorted());
  expect(toIso(must(world.find('appointments', weeklyOn(date, '02:30:00')), 'first').start).slice(11, 16)).toBe(utc);
});

test('[SR12] the preview shows the side that was asked for, and says that it is the second', () => {
  const input = { ...series(autumn, 'later').input };
  const preview = previewCreate(input, { world: clinicWorld(), context: manager, knownUntil: null });
  expect(preview).toMatchObject({ dates: [{ start: at(`${autumn}T01:30`), clock: 'later-fold' }, {}, {}] });
});

test('[SR12] another repetition of a series names its first date, and says which is meant', () => {
  const change = (choice?: Disambiguation): Intent => ({
    name: 'series.change',
    input: {
      seriesId: weekly,
      nextSeriesId: seriesIdFrom(id('ser', 7)),
      scope: { kind: 'following', recurrenceId: '2026-12-08T09:00:00' },
      times: { start: `${spring}T02:30:00`, rules: ['FREQ=WEEKLY;COUNT=4'], added: [], excluded: [], ...said(choice) },
      decisions: [],
    },
  });
  const world = clinicWorld();
  world.execute(repeating(), manager);
  expect(answer(world, change())).toEqual(['time-in-gap', 'times.start']);
  expect(answer(world, change('compatible'))).toBe('accepted');
});

const off = (fromDate: string, toDate: string, choice?: Disambiguation): Intent => ({
  name: 'time-off.request',
  input: {
    ...{ timeOffId: id('off', 1), resourceId: clinic.anna, fromDate, toDate, kind: 'training', note: '' },
    ...{ hours: { fromMinute: 150, toMinute: 240 }, ...said(choice) },
  },
});

test('[TO7] hours of leave that the clocks skip or show twice on one of its days need a word about it', () => {
  expect(answer(clinicWorld(), off('2027-03-27', '2027-03-29'))).toEqual(['time-in-gap', 'hours']);
  expect(answer(clinicWorld(), off('2027-10-30', '2027-11-01'))).toEqual(['time-in-fold', 'hours']);
  expect(answer(clinicWorld(), off('2027-03-29', '2027-04-02'))).toBe('accepted');
  const world = clinicWorld();
  expect(answer(world, off(autumn, autumn, 'later'))).toBe('accepted');
  const asked = must(world.find('timeOff', id('off', 1)), 'request');
  expect(timeOffIntervals(asked, location().zone).map(({ start }) => toIso(start).slice(11, 16))).toEqual(['01:30']);
});

test('[TO7] taking such a request back and asking again asks for the same', () => {
  const world = clinicWorld();
  world.execute(off(autumn, autumn, 'later'), manager);
  const withdraw: Intent = { name: 'time-off.withdraw', input: { timeOffId: id('off', 1) } };
  const ready = readyCommand(withdraw);
  const again = ready.ok ? ready.command.invert(world) : null;
  expect(again?.input).toMatchObject({ disambiguation: 'later' });
  expect(answer(world, withdraw)).toBe('accepted');
  expect(answer(world, must(again, 'inverse'))).toBe('accepted');
});

const exception = (date: string, choice?: Disambiguation) => ({
  ...{ date, hours: [{ fromMinute: 150, toMinute: 600 }], reason: '' },
  ...said(choice),
});
const except = (exceptions: readonly object[], was: readonly object[] = []): Intent => ({
  name: 'resource.upsert',
  input: { id: clinic.anna, set: { exceptions }, was: { exceptions: was } },
});

test('[AV11] other hours on the day of a clock change say which is meant; those that were there are not asked again', () => {
  const world = clinicWorld();
  const usual = exception('2027-03-29');
  expect(answer(world, except([usual, exception(spring)]))).toEqual(['time-in-gap', 'set.exceptions.1.hours']);
  expect(answer(world, except([exception(autumn, 'reject')]))).toEqual(['time-in-fold', 'set.exceptions.0.hours']);
  const { version: _version, ...anna } = must(world.find('resources', clinic.anna), 'Anna');
  world.put('resources', { ...anna, version: 1, exceptions: [exception(spring)] });
  expect(answer(world, except([exception(spring), usual], [exception(spring)]))).toBe('accepted');
});

test('[AV11] the side that was asked for is when it opens', () => {
  const opens = (choice?: Disambiguation): string[] => {
    const anna = must(clinicWorld().find('resources', clinic.anna), 'Anna');
    const hours = resourceHours({ ...anna, exceptions: [exception(autumn, choice)] }, location());
    return openIntervals(hours, autumn).map(({ start }) => toIso(start).slice(11, 16));
  };
  expect([opens(), opens('earlier'), opens('later')]).toEqual([['00:30'], ['00:30'], ['01:30']]);
});
