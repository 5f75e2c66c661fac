import { expect, test } from 'vitest';
import { readyCommand } from '#shared/commands/decide.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import { must } from '#shared/lib/must.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { repeating, weekly, weeklyOn } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const visit = id('appt', 1);
const start = at('2026-11-24T08:00');

/** Two clients with Anna in room 1 on Tuesday at nine in Berlin, with a note. */
function booked() {
  const world = clinicWorld();
  for (const number of [1, 2]) {
    const set = { name: `Client ${number}`, phone: '', email: '', notes: '', birthDate: null, isActive: true };
    world.put('clients', { id: id('client', number), version: 1, ...set });
  }
  world.execute(booking({ start, notes: 'Bring the x-ray' }), context());
  const alone = world.find('appointments', visit);
  if (alone !== null) world.put('appointments', { ...alone, clientIds: [id('client', 1), id('client', 2)] });
  return world;
}

/** Does the intent, and answers with what undoes it. */
function done(world: InMemoryWorld, intent: Intent): Intent {
  const ready = readyCommand(intent);
  const inverse = ready.ok ? ready.command.invert(world) : null;
  expect(world.execute(intent, context()).kind).not.toBe('refused');
  return must(inverse, 'it can be taken back');
}

function adopting(overrides: Partial<SeriesCreate> = {}): Extract<CommandIntent, { name: 'series.create' }> {
  return repeating({
    client: { kind: 'known', id: id('client', 1) },
    furtherClientIds: [id('client', 2)],
    notes: 'Bring the x-ray',
    adopts: visit,
    rules: ['FREQ=WEEKLY;COUNT=3'],
    ...overrides,
  });
}

test('[SR13] the visit is the first date and stays what it is; the others are for all its clients', () => {
  const world = booked();
  const before = world.find('appointments', visit);
  expect(world.execute(adopting(), context()).kind).toBe('accepted');
  expect(world.find('appointments', visit)).toEqual({
    ...before,
    version: 2,
    updatedAt: context().now,
    occurrence: { seriesId: weekly, recurrenceId: '2026-11-24T09:00:00' },
  });
  expect(world.find('appointments', weeklyOn('2026-11-24'))).toBeNull();
  expect(world.find('appointments', weeklyOn('2026-12-01'))).toMatchObject({
    clientIds: [id('client', 1), id('client', 2)],
    notes: 'Bring the x-ray',
    phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.room1] }],
  });
  expect(world.find('appointments', weeklyOn('2026-12-15'))).toBeNull();
});

test('[SR13] [SR10] taking the series back leaves the visit as it was, and doing it again makes it the first date again', () => {
  const world = booked();
  const before = world.find('appointments', visit);
  const undo = done(world, adopting());
  const redo = done(world, undo);
  const { version: _version, ...alone } = world.find('appointments', visit) ?? {};
  const { version: _before, ...wanted } = before ?? {};
  expect(alone).toEqual(wanted);
  expect(world.find('series', weekly)).toMatchObject({ isEnded: true, exceptions: [] });
  expect(world.find('appointments', weeklyOn('2026-12-01'))).toBeNull();
  world.execute(redo, context());
  expect(world.find('appointments', visit)?.occurrence?.seriesId).toBe(weekly);
  expect(world.find('appointments', weeklyOn('2026-12-01'))).not.toBeNull();
});

test('[SR13] after it was taken back the visit can be the first date of another series', () => {
  const world = booked();
  world.execute(done(world, adopting()), context());
  const again = seriesIdFrom(id('ser', 7));
  expect(world.execute(adopting({ seriesId: again }), context()).kind).toBe('accepted');
  expect(world.find('appointments', visit)?.occurrence?.seriesId).toBe(again);
});

test('[SR13] a visit on a day that the rule does not name is a date of the series all the same', () => {
  const world = booked();
  const rules = ['FREQ=WEEKLY;COUNT=2;BYDAY=TH'];
  expect(world.execute(adopting({ rules }), context())).toMatchObject({ refusal: { code: 'not-an-occurrence' } });
  expect(world.execute(adopting({ rules, added: ['2026-11-24T09:00:00'] }), context()).kind).toBe('accepted');
});

test.each([
  ['is not there', { adopts: id('appt', 5) }, 'unknown-appointment'],
  ['was moved meanwhile', { start: '2026-11-24T10:00:00' }, 'changed-meanwhile'],
])('[SR13] a visit that %s cannot be the first date', (_what, overrides, code) => {
  expect(booked().execute(adopting(overrides), context())).toMatchObject({ kind: 'refused', refusal: { code } });
});

test('[SR13] a visit of a series, or one that was cancelled, cannot begin another', () => {
  const world = booked();
  world.execute(adopting(), context());
  const other = adopting({ seriesId: seriesIdFrom(id('ser', 7)) });
  expect(world.execute(other, context())).toMatchObject({ refusal: { code: 'already-exists' } });
  const gone = booked();
  gone.execute({ name: 'appointment.cancel', input: { appointmentId: visit, reason: '' } }, context());
  expect(gone.execute(other, context())).toMatchObject({ refusal: { code: 'appointment-closed' } });
});

test('[SR13] somebody who is not on file is refused', () => {
  const input = { furtherClientIds: [id('client', 9)] };
  expect(booked().execute(adopting(input), context())).toMatchObject({ refusal: { code: 'unknown-client' } });
});
