import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { instant, type Instant, minutesBetween, plusMinutes } from '#shared/time/instant.ts';
import { dayInterval, localDate, localMinute, resolveLocal } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';
import { at, clinic, clinicWorld, context, id, resource } from '#tests/builders/clinic.ts';
import { visit } from '#tests/builders/visit.ts';
import {
  blockMeant,
  copyIntent,
  type Drop,
  type Meant,
  moveMeant,
  pasteDrop,
  resizeMeant,
} from '#renderer/timeline/drag-to-command.ts';
import { spansOf } from '#renderer/timeline/to-calendar-events.ts';

const anna = resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna' });
const ben = resource({ id: clinic.ben, kind: 'practitioner', name: 'Ben' });
const room1 = resource({ id: clinic.room1, name: 'Room 1' });

function spanOn(appointment: Appointment, resourceId: string) {
  return must(
    spansOf(appointment).find((span) => span.resourceId === resourceId),
    'span',
  );
}

function drop(overrides: Partial<Drop> = {}): Drop {
  const appointment = overrides.appointment ?? visit();
  return {
    appointment,
    span: spanOn(appointment, clinic.anna),
    from: anna,
    to: anna,
    start: at('10:15'),
    ...overrides,
  };
}

function intentOf(meant: Meant) {
  return meant.kind === 'intent' ? meant.intent : meant;
}

test('[MV1] a drag along the row is a move in time', () => {
  expect(intentOf(moveMeant(drop()))).toEqual({
    name: 'appointment.move',
    input: { appointmentId: id('appt', 1), start: at('10:15'), swaps: [], seen: seenPlacement(visit()) },
  });
});

test('a drag to another row exchanges that one resource', () => {
  const meant = moveMeant(drop({ to: ben, start: at('09:00') }));
  expect(intentOf(meant)).toMatchObject({
    input: { start: at('09:00'), swaps: [{ from: clinic.anna, to: clinic.ben }] },
  });
});

test('a part of a visit takes the whole visit along', () => {
  const appointment = visit({
    phases: [
      { minutes: 20, resourceIds: [clinic.room1] },
      { minutes: 30, resourceIds: [clinic.anna] },
    ],
  });
  const meant = moveMeant(drop({ appointment, start: at('11:00') }));
  expect(intentOf(meant)).toMatchObject({ input: { start: at('10:40') } });
});

test('a drag from a person to a room is refused before anybody is asked', () => {
  expect(moveMeant(drop({ to: room1 }))).toEqual({ kind: 'misfit', misfit: 'other-kind' });
});

test('a drag to a row of another location is refused', () => {
  const far = resource({ id: id('prac', 9), kind: 'practitioner', locationId: id('loc', 2) });
  expect(moveMeant(drop({ to: far }))).toEqual({ kind: 'misfit', misfit: 'other-location' });
});

test('a chip that is put back where it was asks for nothing', () => {
  expect(moveMeant(drop({ start: at('09:00') }))).toEqual({ kind: 'nothing' });
});

test('the drop carries the place that was seen when the drag began', () => {
  const seen = visit({ start: at('09:00') });
  const meant = moveMeant(drop({ appointment: seen, start: at('12:00') }));
  expect(intentOf(meant)).toMatchObject({ input: { seen: { start: at('09:00'), end: at('09:30') } } });
});

test('a dragged edge lengthens or shortens the visit', () => {
  const appointment = visit();
  const span = spanOn(appointment, clinic.anna);
  const longer = resizeMeant({ appointment, span, to: { start: span.start, end: at('09:45') } });
  expect(intentOf(longer)).toEqual({
    name: 'appointment.resize',
    input: { appointmentId: id('appt', 1), start: at('09:00'), end: at('09:45'), seen: seenPlacement(appointment) },
  });
  const later = resizeMeant({ appointment, span, to: { start: at('09:15'), end: span.end } });
  expect(intentOf(later)).toMatchObject({ input: { start: at('09:15'), end: at('09:30') } });
  expect(resizeMeant({ appointment, span, to: span })).toEqual({ kind: 'nothing' });
});

test('an edge between two phases cannot be dragged, the outer one of the same row can', () => {
  const appointment = visit({
    phases: [
      { minutes: 20, resourceIds: [clinic.anna] },
      { minutes: 30, resourceIds: [clinic.room1] },
    ],
  });
  const span = spanOn(appointment, clinic.anna);
  expect(resizeMeant({ appointment, span, to: { start: span.start, end: at('09:30') } })).toEqual({
    kind: 'misfit',
    misfit: 'inner-edge',
  });
  const outer = resizeMeant({ appointment, span, to: { start: at('08:45'), end: span.end } });
  expect(intentOf(outer)).toMatchObject({ input: { start: at('08:45'), end: at('09:50') } });
});

test('a copy has the same details at another place and an id of its own', () => {
  const appointment = visit({ clientIds: [id('client', 1)], notes: 'left knee', status: 'fulfilled' });
  expect(copyIntent(drop({ appointment, to: ben, start: at('14:00') }), id('appt', 2))).toMatchObject({
    name: 'appointment.book',
    input: {
      appointmentId: id('appt', 2),
      client: { kind: 'known', id: id('client', 1) },
      start: at('14:00'),
      phases: [{ minutes: 30, resourceIds: [clinic.ben, clinic.room1] }],
      status: 'booked',
      notes: 'left knee',
    },
  });
});

test('a paste takes the row in place of the resource of its kind', () => {
  const find = (resourceId: string) => [anna, room1].find((one) => one.id === resourceId) ?? null;
  expect(pasteDrop(visit(), ben, at('15:00'), find)).toMatchObject({ from: anna, to: ben, start: at('15:00') });
  const device = resource({ id: id('equip', 1), kind: 'equipment' });
  expect(pasteDrop(visit(), device, at('15:00'), find)).toBeNull();
});

test('blocked time goes to any row and keeps its reason', () => {
  const block = {
    id: id('block', 1),
    version: 1,
    resourceId: clinic.anna,
    start: at('12:00'),
    end: at('13:00'),
    kind: 'break' as const,
    reason: 'Lunch',
    claims: [],
    isRemoved: false,
    createdBy: clinic.receptionist,
    createdAt: at('08:00'),
  };
  const meant = blockMeant(block, { resourceId: clinic.room1, start: at('13:00'), end: at('14:00') });
  expect(intentOf(meant)).toEqual({
    name: 'block.put',
    input: {
      blockId: id('block', 1),
      resourceId: clinic.room1,
      start: at('13:00'),
      end: at('14:00'),
      kind: 'break',
      reason: 'Lunch',
    },
  });
  expect(blockMeant(block, block)).toEqual({ kind: 'nothing' });
});

test('whatever is dropped on free time lies afterwards where it was dropped', () => {
  const anyMinutes = fc.integer({ min: 0, max: 40 }).map((quarter) => quarter * 15);
  const anyPhases = fc.array(
    fc.record({
      minutes: fc.integer({ min: 5, max: 60 }),
      resourceIds: fc.constantFrom<string[]>([clinic.anna], [clinic.anna, clinic.room1], [clinic.room1]),
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(anyMinutes, anyPhases, fc.constantFrom(anna, ben), (minutes, phases, to) => {
      const world = clinicWorld();
      const appointment = visit({ phases });
      world.put('appointments', appointment);
      const span = spansOf(appointment).find((one) => one.resourceId === clinic.anna);
      fc.pre(span !== undefined);
      if (span === undefined) return;
      const start = plusMinutes(at('09:00'), minutes);
      const meant = moveMeant({ appointment, span, from: anna, to, start });
      fc.pre(meant.kind === 'intent');
      if (meant.kind !== 'intent') return;
      expect(world.execute(meant.intent, context()).kind).toBe('accepted');
      const after = must(world.find('appointments', appointment.id), 'appointment');
      expect(spansOf(after)).toContainEqual({
        resourceId: to.id,
        start,
        end: instant(start + (span.end - span.start)),
      });
      expect(minutesBetween(after.start, after.end)).toBe(minutesBetween(appointment.start, appointment.end));
    }),
  );
});

const zones = [
  ['Europe/Berlin', '2026-10-25'],
  ['Europe/Berlin', '2026-03-29'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
] as const;

test.each(zones)('[F13] a drag on the day of the clock change in %s (%s) goes by real minutes', (name, date) => {
  const zone = must(parseZone(name), 'zone');
  const day = dayInterval(date, zone);
  const appointment = visit({ zone, start: plusMinutes(day.start, 30) });
  for (let start = day.start; plusMinutes(start, 30) <= day.end; start = plusMinutes(start, 15)) {
    const world = clinicWorld();
    world.put('appointments', appointment);
    const meant = moveMeant({ appointment, span: spanOn(appointment, clinic.anna), from: anna, to: anna, start });
    if (meant.kind !== 'intent') continue;
    expect(world.execute(meant.intent, context({ now: at('08:00'), role: 'manager' })).kind).toBe('accepted');
    const after = must(world.find('appointments', appointment.id), 'appointment');
    expect([after.start, after.end]).toEqual([start, plusMinutes(start, 30)]);
    expect(localDate(after.start, zone)).toBe(date);
  }
});

test("[F13] dragged half an hour on from Berlin's first half past two, a visit is at the second two o'clock", () => {
  const zone = must(parseZone('Europe/Berlin'), 'zone');
  const start = must(resolveLocal('2026-10-25T02:30', zone, 'earlier'), 'time').instant;
  const appointment = visit({ zone, start });
  const meant = moveMeant({
    appointment,
    span: spanOn(appointment, clinic.anna),
    from: anna,
    to: anna,
    start: plusMinutes(start, 30),
  });
  const next: Instant =
    meant.kind === 'intent' && meant.intent.name === 'appointment.move' ? meant.intent.input.start : start;
  expect(localMinute(next, zone)).toBe(120);
  expect(next).toBe(must(resolveLocal('2026-10-25T02:00', zone, 'later'), 'time').instant);
});
