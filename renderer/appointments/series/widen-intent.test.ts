import { describe, expect, test } from 'vitest';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import { virtualNamed } from '#shared/scheduling/series/virtual-occurrences.ts';
import type { Instant } from '#shared/time/instant.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { type Asking, askingOf, widenedChange } from '#renderer/appointments/series/widen-intent.ts';
import { seriesDates } from '#renderer/appointments/series/series-dates.ts';
import { repeating, weekly, weeklyOn } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';

const hour = 3_600_000;
const next = weekly.replace(/^.{8}/, '00000001');

function seriesWorld(overrides: Parameters<typeof repeating>[0] = {}) {
  const world = clinicWorld();
  world.execute(repeating(overrides), context());
  return world;
}

/** Moving the occurrence of that day. */
function moving(date: string, start: Instant, overrides: Parameters<typeof repeating>[0] = {}, time?: string): Asking {
  const world = seriesWorld(overrides);
  const series = must(world.find('series', weekly), 'the series');
  const appointment = must(virtualNamed(series, mustBeWall(`${date}T${time ?? '09:00:00'}`)), date);
  const input = { appointmentId: appointment.id, start, swaps: [], seen: seenPlacement(appointment) };
  return must(askingOf({ name: 'appointment.move', input }, world, at('08:00')), 'it asks');
}

describe('what is done to an occurrence, meant for more of its series', () => {
  test('[SR7] a move is so many hours of the wall for all of them', () => {
    const asking = moving('2026-12-01', at('2026-12-02T10:00'));
    expect(widenedChange(asking, { kind: 'all' }, next)).toMatchObject({ seriesId: weekly, shiftMs: 26 * hour });
  });

  test('[SR7] [RR2] one that the clocks had moved counts from where the rule put it', () => {
    const gap = { start: '2027-03-21T02:30:00', phases: [{ minutes: 30, resourceIds: [clinic.anna] }] };
    const asking = moving('2027-03-28', at('2027-03-28T02:00'), gap, '02:30:00');
    expect(widenedChange(asking, { kind: 'all' }, next)?.shiftMs).toBe(1.5 * hour);
  });

  test('[SR7] a new length is the same for all', () => {
    const { appointment } = moving('2026-12-01', at('2026-12-01T09:00'));
    const { id: appointmentId, start } = appointment;
    const input = { appointmentId, start, end: at('2026-12-01T09:00'), seen: seenPlacement(appointment) };
    const change = widenedChange({ appointment, intent: { name: 'appointment.resize', input } }, { kind: 'all' }, next);
    expect(change).toMatchObject({ shiftMs: 0, phases: [{ minutes: 60 }] });
  });

  test('[SR7] what has begun and what went its own way is asked nothing', () => {
    const world = seriesWorld();
    const cancel = {
      name: 'appointment.cancel',
      input: { appointmentId: weeklyOn('2026-12-01'), reason: '' },
    } as const;
    expect(askingOf(cancel, world, at('2026-12-01T08:00'))).toBeNull();
    expect(askingOf(cancel, world, at('08:00'))).not.toBeNull();
    world.execute(cancel, context());
    expect(askingOf(cancel, world, at('08:00'))).toBeNull();
  });
});

describe('the visit that a series was made of', () => {
  const visit = id('appt', 1);
  function made() {
    const world = clinicWorld();
    world.execute(booking({ start: at('2026-11-24T08:00'), label: 'Mr Weekly', source: 'phone' }), context());
    world.execute(repeating({ adopts: visit, rules: ['FREQ=WEEKLY;COUNT=4'] }), context());
    const edit = (from: string, to: string): CommandIntent => ({
      name: 'appointment.edit-details',
      input: { appointmentId: visit, notes: { from, to } },
    });
    const cancel: CommandIntent = { name: 'appointment.cancel', input: { appointmentId: visit, reason: '' } };
    return { world, edit, cancel, now: at('08:00') };
  }

  test('[SR15] is asked about like any date, until it has begun', () => {
    const { world, edit, cancel, now } = made();
    for (const intent of [edit('', 'X-ray'), cancel]) expect(askingOf(intent, world, now)).not.toBeNull();
    expect(askingOf(cancel, world, at('2026-11-24T08:00'))).toBeNull();
  });

  test('[SR15] with a note of its own it is still moved with the others, and its note is its own', () => {
    const { world, edit, cancel, now } = made();
    world.execute(edit('', 'wheelchair'), context());
    expect(askingOf(edit('wheelchair', 'two'), world, now)).toBeNull();
    expect(askingOf(cancel, world, now)).not.toBeNull();
  });

  test('[SR15] [SR8] once it was cancelled or moved away nobody is asked', () => {
    const { world, cancel, now } = made();
    const appointment = must(world.find('appointments', visit), 'the visit');
    const input = { appointmentId: visit, start: at('2026-11-24T13:00'), swaps: [], seen: seenPlacement(appointment) };
    world.execute({ name: 'appointment.move', input }, context());
    expect(askingOf(cancel, world, now)).toBeNull();
  });
});

test('[SR4] [SR8] every date of a series says what became of it', () => {
  const world = seriesWorld({ rules: ['FREQ=WEEKLY'] });
  world.execute(
    { name: 'appointment.cancel', input: { appointmentId: weeklyOn('2026-12-08'), reason: '' } },
    context(),
  );
  const { dates, isAll } = seriesDates([must(world.find('series', weekly), 'it')], world, at('2026-11-26T08:00'));
  expect(isAll).toBe(false);
  expect(dates.slice(0, 4).map(({ state }) => state)).toEqual(['over', 'booked', 'cancelled', 'booked']);
  expect(dates.at(-1)?.state).toBe('unreserved');
});
