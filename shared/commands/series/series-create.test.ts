import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { Interval } from '#shared/time/interval.ts';
import { toIso } from '#shared/time/instant.ts';
import { weekly, weeklyOn, repeating } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';
import { yardstickMs } from '#tests/builders/yardstick.ts';

const december: Interval = { start: at('2026-12-01T00:00'), end: at('2027-01-01T00:00') };

function starts(world: InMemoryWorld, resourceId: string = clinic.anna, window = december): string[] {
  return world.claimsOn(resourceId, window).map(({ start }) => toIso(start));
}

function occurrence(world: InMemoryWorld, date: string) {
  return must(world.find('appointments', weeklyOn(date)), `an occurrence on ${date}`);
}

test('[SR1] a series is one document; its occurrences are appointments that hold their resources, and none is stored', () => {
  const world = clinicWorld();
  expect(world.execute(repeating(), context()).kind).toBe('accepted');
  expect(world.all('appointments')).toEqual([]);
  expect(occurrence(world, '2026-12-08')).toMatchObject({
    version: 0,
    start: at('2026-12-08T08:00'),
    end: at('2026-12-08T08:30'),
    source: 'series',
    occurrence: { seriesId: weekly, recurrenceId: '2026-12-08T09:00:00' },
  });
  expect(starts(world)).toEqual(['01', '08', '15', '22', '29'].map((day) => `2026-12-${day}T08:00:00.000Z`));
  expect(world.find('appointments', weeklyOn('2026-12-09'))).toBeNull();
});

test('[SR1] nobody books over a future occurrence', () => {
  const world = clinicWorld();
  world.execute(repeating(), context());
  const decision = world.execute(booking({ start: at('2027-01-05T08:15') }), context());
  expect(decision).toMatchObject({ kind: 'displaced', conflicts: [{ holderId: weeklyOn('2027-01-05') }, {}] });
});

test('[SR2] what happens to one occurrence makes it an appointment; the others stay as they are', () => {
  const world = clinicWorld();
  world.execute(repeating(), context());
  const before = occurrence(world, '2026-12-08');
  const input = { appointmentId: before.id, start: at('2026-12-10T12:00'), swaps: [], seen: seenPlacement(before) };
  expect(world.execute({ name: 'appointment.move', input }, context()).kind).toBe('accepted');
  expect(occurrence(world, '2026-12-08')).toMatchObject({ version: 1, start: at('2026-12-10T12:00') });
  expect(world.find('series', weekly)).toMatchObject({
    version: 2,
    exceptions: [{ recurrenceId: '2026-12-08T09:00:00', appointmentId: before.id }],
  });
  expect(starts(world).toSorted()).toEqual(
    ['01T08', '10T12', '15T08', '22T08', '29T08'].map((hour) => `2026-12-${hour}:00:00.000Z`),
  );
});

test("[SR2] an arrival, a cancellation and a note of one occurrence are that one's alone", () => {
  const world = clinicWorld();
  world.execute(repeating(), context());
  const [arrived, cancelled, noted] = ['2026-12-01', '2026-12-08', '2026-12-15'].map((date) => weeklyOn(date));
  const to = { to: 'arrived', seenStatus: 'booked', resourceIds: [clinic.anna, clinic.room1] };
  world.execute({ name: 'appointment.change-status', input: { appointmentId: arrived, ...to } }, context());
  world.execute({ name: 'appointment.cancel', input: { appointmentId: cancelled, reason: 'ill' } }, context());
  const notes = { from: '', to: 'brings X-rays' };
  world.execute({ name: 'appointment.edit-details', input: { appointmentId: noted, notes } }, context());
  const all = ['2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22'].map((date) => occurrence(world, date));
  expect(all.map(({ status, notes: written, version }) => [status, written, version])).toEqual([
    ['arrived', '', 1],
    ['cancelled', '', 1],
    ['booked', 'brings X-rays', 1],
    ['booked', '', 0],
  ]);
  expect(starts(world)).toHaveLength(4);
});

test('[SR3] a clash is skipped, shifted or booked into the inbox, as the person said; undecided ones go to the inbox', () => {
  const world = clinicWorld();
  for (const [at0, day] of ['01', '08', '15', '22'].entries())
    world.execute(booking({ appointmentId: id('appt', at0), start: at(`2026-12-${day}T08:00`) }), context());
  const decision = world.execute(
    repeating({
      decisions: [
        { kind: 'skip', recurrenceId: '2026-12-01T09:00:00' },
        { kind: 'shift', recurrenceId: '2026-12-08T09:00:00', start: at('2026-12-08T08:30') },
        { kind: 'book-anyway', recurrenceId: '2026-12-15T09:00:00' },
      ],
    }),
    context(),
  );
  expect(decision.kind).toBe('displaced');
  expect(world.find('appointments', weeklyOn('2026-12-01'))).toBeNull();
  expect(occurrence(world, '2026-12-08')).toMatchObject({ start: at('2026-12-08T08:30'), displacement: null });
  for (const day of ['15', '22']) {
    const one = occurrence(world, `2026-12-${day}`);
    expect(one).toMatchObject({ start: at(`2026-12-${day}T08:00`), claims: [] });
    expect(one.displacement?.conflicts.length).toBeGreaterThan(0);
  }
  expect(occurrence(world, '2026-12-29')).toMatchObject({ version: 0 });
});

test("[SR3] on a resource of several lanes an occurrence takes another lane where its series' own is taken", () => {
  const world = clinicWorld();
  const phases = [{ minutes: 30, resourceIds: [clinic.gym] }];
  world.execute(booking({ start: at('2026-12-01T08:00'), phases }), context());
  world.execute(repeating({ phases }), context());
  // The lane on which all are free is the series' own.
  expect(world.find('series', weekly)).toMatchObject({ exceptions: [], lanes: [{ resourceId: clinic.gym, lane: 1 }] });
  expect(occurrence(world, '2026-12-01').claims).toMatchObject([{ lane: 1 }]);
});

test.each([
  ['FREQ=HOURLY', 'rule-not-offered'],
  ['FREQ=WEEKLY;COUNT=1000', 'too-many-occurrences'],
  ['FREQ=WEEKLY;UNTIL=20400101', 'series-too-far-ahead'],
  ['FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30', 'rule-never-matches'],
  ['every now and then', 'rule-unreadable'],
])('[SR6] %s is refused as %s, in no time', (rule, code) => {
  const begun = performance.now();
  const decision = clinicWorld().execute(repeating({ rules: [rule] }), context());
  const ms = performance.now() - begun;
  expect(decision).toMatchObject({ kind: 'refused', refusal: { code } });
  expect(ms / yardstickMs()).toBeLessThan(10);
});

test('[SR1] a buffer that a neighbour of the same series would need is no reason to double-book', () => {
  const world = clinicWorld();
  const decision = world.execute(
    repeating({ serviceId: clinic.withBuffer, rules: ['FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30;COUNT=8'] }),
    context(),
  );
  expect(decision.kind).toBe('displaced');
});
