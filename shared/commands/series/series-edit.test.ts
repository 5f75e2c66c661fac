import { expect, test } from 'vitest';
import { readyCommand } from '#shared/commands/decide.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import { must } from '#shared/lib/must.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { toIso } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { repeating, weekly, weeklyOn } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const always: Interval = { start: at('2026-11-01T00:00'), end: at('2028-01-01T00:00') };
const next = seriesIdFrom(id('next', 1));
const later = context({ now: at('2026-12-09T08:00'), deskTime: at('2026-12-09T08:00') });

function changed(overrides: object = {}): Intent {
  return {
    name: 'series.change',
    input: { seriesId: weekly, nextSeriesId: next, scope: { kind: 'all' }, decisions: [], ...overrides },
  };
}

function cancelled(overrides: object = {}): Intent {
  return {
    name: 'series.cancel',
    input: { seriesId: weekly, scope: { kind: 'all' }, reason: 'moved away', keepsMoved: false, ...overrides },
  };
}

/** Every occurrence that is still to be seen: start, status, and whether something happened to it. */
function shown(world: InMemoryWorld): string[] {
  const virtual = world.all('series').flatMap((series) => virtualWithin(series, always));
  const stored = world.all('appointments').filter(({ occurrence }) => occurrence !== undefined);
  return [...virtual, ...stored]
    .filter(({ status }) => status !== 'cancelled')
    .map(
      ({ start, status, displacement }) => `${toIso(start).slice(0, 16)} ${displacement === null ? status : 'inbox'}`,
    )
    .toSorted();
}

function weeks(world: InMemoryWorld): string[] {
  world.execute(repeating(), context());
  return shown(world);
}

/** Does the intent, and answers with what undoes it. */
function done(world: InMemoryWorld, intent: Intent, by = later): Intent | null {
  const ready = readyCommand(intent);
  const inverse = ready.ok ? ready.command.invert(world) : null;
  const decision = world.execute(intent, by);
  expect(decision.kind, JSON.stringify(decision)).not.toBe('refused');
  return inverse;
}

function move(world: InMemoryWorld, date: string, start: string): Intent {
  const one = must(world.find('appointments', weeklyOn(date)), 'an occurrence');
  return {
    name: 'appointment.move',
    input: { appointmentId: one.id, start: at(start), swaps: [], seen: seenPlacement(one) },
  };
}

/** Every exception names an occurrence of its series and an appointment that says the same (I14). */
function orphans(world: InMemoryWorld): unknown[] {
  const named = world
    .all('series')
    .flatMap((series) => series.exceptions.map((one) => ({ seriesId: series.id, ...one })));
  const stored = world
    .all('appointments')
    .flatMap(({ id: appointmentId, occurrence }) =>
      occurrence === undefined ? [] : [{ ...occurrence, appointmentId }],
    );
  const key = ({ seriesId, recurrenceId, appointmentId }: (typeof named)[number]): string =>
    `${seriesId} ${recurrenceId} ${appointmentId}`;
  const [a, b] = [new Set(named.map(key)), new Set(stored.map(key))];
  return [...a.symmetricDifference(b)];
}

test('[SR7] this and all that follow move by an hour; what was before stays, and the count is kept', () => {
  const world = clinicWorld();
  const before = weeks(world);
  const scope = { kind: 'following', recurrenceId: '2026-12-29T09:00:00' };
  done(world, changed({ scope, shiftMs: 3_600_000 }), context());
  expect(shown(world)).toEqual(before.map((line) => (line < '2026-12-29' ? line : line.replace('T08:00', 'T09:00'))));
  expect(world.find('series', weekly)?.isEnded).toBe(false);
  expect(world.find('series', next)?.rules).toEqual(['FREQ=WEEKLY;COUNT=7;BYDAY=TU']);
});

test('[SR7] all that are to come change; the past is untouched, also when an occurrence of it was asked for', () => {
  for (const scope of [{ kind: 'all' }, { kind: 'following', recurrenceId: '2026-11-24T09:00:00' }]) {
    const world = clinicWorld();
    const before = weeks(world);
    done(world, changed({ scope, shiftMs: 86_400_000 }));
    const after = shown(world);
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after).toHaveLength(12);
    expect(after[3]).toBe('2026-12-16T08:00 booked');
  }
});

test('[SR8] moved, cancelled and arrived occurrences survive a change of all, each as it was, and none is orphaned', () => {
  const world = clinicWorld();
  weeks(world);
  done(world, move(world, '2026-12-22', '2026-12-23T13:00'));
  done(world, { name: 'appointment.cancel', input: { appointmentId: weeklyOn('2026-12-29'), reason: '' } });
  const to = { to: 'arrived', seenStatus: 'booked', resourceIds: [clinic.anna] };
  done(world, { name: 'appointment.change-status', input: { appointmentId: weeklyOn('2027-01-05'), ...to } });
  done(world, changed({ shiftMs: 3_600_000, swaps: [{ from: clinic.anna, to: clinic.ben }] }));
  const after = shown(world);
  expect(after).toHaveLength(11);
  expect(after).toContain('2026-12-23T13:00 booked');
  expect(after).toContain('2027-01-05T08:00 arrived');
  expect(world.find('appointments', weeklyOn('2026-12-29'))?.status).toBe('cancelled');
  expect(orphans(world)).toEqual([]);
  expect(world.find('series', next)?.exceptions).toHaveLength(3);
  expect(world.claimsOn(clinic.ben, always)).toHaveLength(6);
});

test('[SR8] another repetition keeps what was changed by hand as dates of their own', () => {
  const world = clinicWorld();
  weeks(world);
  done(world, move(world, '2026-12-22', '2026-12-23T13:00'));
  const times = { start: '2026-12-10T10:00:00', rules: ['FREQ=WEEKLY;INTERVAL=2;COUNT=3'], added: [], excluded: [] };
  done(world, changed({ times }));
  expect(shown(world)).toEqual([
    '2026-11-24T08:00 booked',
    '2026-12-01T08:00 booked',
    '2026-12-08T08:00 booked',
    '2026-12-10T09:00 booked',
    '2026-12-23T13:00 booked',
    '2026-12-24T09:00 booked',
    '2027-01-07T09:00 booked',
  ]);
  expect(orphans(world)).toEqual([]);
});

test('[SR9] cancelling what follows frees it and takes moved ones along, unless they are to stay', () => {
  for (const keepsMoved of [false, true]) {
    const world = clinicWorld();
    weeks(world);
    done(world, move(world, '2026-12-22', '2026-12-23T13:00'));
    const scope = { kind: 'following', recurrenceId: '2026-12-15T09:00:00' };
    done(world, cancelled({ scope, keepsMoved }));
    expect(shown(world)).toEqual([
      '2026-11-24T08:00 booked',
      '2026-12-01T08:00 booked',
      '2026-12-08T08:00 booked',
      ...(keepsMoved ? ['2026-12-23T13:00 booked'] : []),
    ]);
    expect(orphans(world)).toEqual([]);
    expect(world.execute(booking({ start: at('2026-12-29T08:00') }), later).kind).toBe('accepted');
  }
});

test.each<[string, Intent]>([
  ['a move of all', changed({ shiftMs: 3_600_000 })],
  [
    'a move of what follows by a day',
    changed({ scope: { kind: 'following', recurrenceId: '2026-12-22T09:00:00' }, shiftMs: 86_400_000 }),
  ],
  [
    'another repetition',
    changed({ times: { start: '2026-12-10T10:00:00', rules: ['FREQ=DAILY;COUNT=3'], added: [], excluded: [] } }),
  ],
  [
    'a longer visit with somebody else',
    changed({ shiftMs: 60_000, phases: [{ minutes: 60, resourceIds: [clinic.ben] }] }),
  ],
  ['cancelling all', cancelled()],
  ['cancelling what follows', cancelled({ scope: { kind: 'following', recurrenceId: '2026-12-29T09:00:00' } })],
])('[SR10] one undo of %s restores everything, and one redo does it again', (_, intent) => {
  const world = clinicWorld();
  weeks(world);
  done(world, move(world, '2026-12-22', '2026-12-23T13:00'));
  done(world, { name: 'appointment.cancel', input: { appointmentId: weeklyOn('2027-01-05'), reason: '' } });
  // In the way of the move by an hour: it makes an exception, which the undo takes back.
  world.execute(booking({ appointmentId: id('appt', 9), start: at('2027-01-12T09:00') }), later);
  const before = shown(world);
  const undo = must(done(world, intent), 'it can be undone');
  const after = shown(world);
  expect(after).not.toEqual(before);
  const redo = must(done(world, undo), 'it can be done again');
  expect(shown(world)).toEqual(before);
  expect(orphans(world)).toEqual([]);
  const again = must(done(world, redo), 'and undone again');
  expect(shown(world)).toEqual(after);
  done(world, again);
  expect(shown(world)).toEqual(before);
  expect(orphans(world)).toEqual([]);
});

test('[SR10] undoing the making of a series leaves nothing of it, and redoing brings all of it back', () => {
  const world = clinicWorld();
  world.execute(booking({ appointmentId: id('appt', 9), start: at('2026-12-01T08:00') }), context());
  const undo = must(done(world, repeating(), context()), 'it can be undone');
  const before = shown(world);
  expect(before).toContain('2026-12-01T08:00 inbox');
  const redo = must(done(world, undo, context()), 'it can be redone');
  expect(shown(world)).toEqual([]);
  done(world, redo, context());
  expect(shown(world)).toEqual(before);
  expect(orphans(world)).toEqual([]);
});

test('[SR10] an arrival between the change and its undo survives the undo', () => {
  const world = clinicWorld();
  const before = weeks(world);
  const undo = must(done(world, changed({ shiftMs: 3_600_000 })), 'it can be undone');
  const [first] = virtualWithin(must(world.find('series', next), 'it goes on'), always);
  const input = { appointmentId: first?.id, to: 'arrived', seenStatus: 'booked', resourceIds: [clinic.anna] };
  done(world, { name: 'appointment.change-status', input });
  done(world, undo);
  expect(shown(world)).toEqual(
    before.map((line) => (line === '2026-12-15T08:00 booked' ? '2026-12-15T09:00 arrived' : line)),
  );
  expect(orphans(world)).toEqual([]);
});

test('[SR10] [I14] redoing a change brings back the cancelled date that the desk had not seen when it undid it', () => {
  const world = clinicWorld();
  const dates = weeks(world);
  const undo = must(done(world, changed({ notes: 'brings the X-ray' }), context()), 'it can be undone');
  const unseeing = readyCommand(undo);
  const redo = must(unseeing.ok ? unseeing.command.invert(world) : null, 'it can be done again');
  const [first] = virtualWithin(must(world.find('series', next), 'it goes on'), always);
  done(world, { name: 'appointment.cancel', input: { appointmentId: first?.id, reason: '' } }, context());
  done(world, undo, context());
  expect(shown(world)).toEqual(dates.slice(1));
  done(world, redo, context());
  expect(shown(world)).toEqual(dates.slice(1));
  expect(orphans(world)).toEqual([]);
});

test('[SR10] what another desk has decided about the series since is not undone with it', () => {
  const world = clinicWorld();
  weeks(world);
  const undo = must(done(world, changed({ shiftMs: 3_600_000 })), 'it can be undone');
  const elsewhere = context({
    now: later.now,
    deskTime: later.deskTime,
    deskId: id('desk', 2),
    commandId: id('cmd', 7),
  });
  done(world, cancelled({ seriesId: next, scope: { kind: 'all' } }), elsewhere);
  expect(world.execute(undo, later)).toMatchObject({ kind: 'refused', refusal: { code: 'changed-meanwhile' } });
});

test('[SR2] [I1] a note on a date beyond the horizon takes its time then, since its series never will', () => {
  const world = clinicWorld();
  world.execute(repeating({ rules: ['FREQ=WEEKLY'] }), context());
  const note = (date: string): Intent => ({
    name: 'appointment.edit-details',
    input: { appointmentId: weeklyOn(date), notes: { from: '', to: 'brings the X-ray' } },
  });
  const far = ['2028-06-06', '2028-06-13'] as const;
  world.execute(booking({ appointmentId: id('appt', 9), start: at(`${far[1]}T07:00`) }), later);
  expect(world.execute(note(far[0]), later).kind).toBe('accepted');
  expect(world.find('appointments', weeklyOn(far[0]))?.claims).toHaveLength(2);
  expect(world.execute(note(far[1]), later).kind).toBe('displaced');
  expect(world.find('appointments', weeklyOn(far[1]))?.displacement?.conflicts).not.toEqual([]);
});

test('[SR10] [I14] an exception that a desk only foresaw does not come back with an undo', () => {
  const world = clinicWorld();
  weeks(world);
  const undo = must(done(world, cancelled()), 'it can be undone');
  const { terms, ...rest } = undo.input as { terms: object[] }; // What the command's own schema says.
  const foreseen = { recurrenceId: '2026-12-29T09:00:00', appointmentId: id('appt', 77) };
  const input = { ...rest, terms: terms.map((one) => ({ ...one, exceptions: [foreseen] })) };
  done(world, { name: 'series.put-back', input });
  expect(orphans(world)).toEqual([]);
  expect(shown(world)).toHaveLength(12);
});

test('[SR10] [I14] an undo that names an exception twice gives it to one series', () => {
  const world = clinicWorld();
  weeks(world);
  done(world, move(world, '2026-12-22', '2026-12-23T13:00'));
  const undo = must(done(world, changed({ shiftMs: 3_600_000 })), 'it can be undone');
  const redo = must(done(world, undo), 'it can be done again');
  const { terms, ...rest } = redo.input as { terms: { exceptions: object[] }[] }; // What the command's own schema says.
  const [moved] = terms.flatMap(({ exceptions }) => exceptions);
  const input = { ...rest, terms: terms.map((one) => ({ ...one, exceptions: [moved] })) };
  done(world, { name: 'series.put-back', input });
  expect(orphans(world)).toEqual([]);
});

test('[SR7] [SR9] [SR10] a series that goes on as another one is not cancelled as if it did not, nor put back beside it', () => {
  const world = clinicWorld();
  weeks(world);
  const undo = must(done(world, changed({ shiftMs: 3_600_000 }), context()), 'it can be undone');
  const before = shown(world);
  expect(world.execute(cancelled(), context())).toMatchObject({ refusal: { code: 'series-ended' } });
  const further = { seriesId: next, nextSeriesId: seriesIdFrom(id('third', 1)), shiftMs: 900_000 };
  const back = must(done(world, changed(further), context()), 'it can be undone too');
  expect(world.execute(undo, context())).toMatchObject({ refusal: { code: 'changed-meanwhile' } });
  done(world, back, context());
  expect(shown(world)).toEqual(before);
  const again = must(done(world, undo, context()), 'and done again');
  done(world, must(done(world, again, context()), 'and undone again'), context());
  expect(shown(world)).toHaveLength(12);
});

test('[SR10] an undo by a desk that did not see an earlier cut is refused; by one that did, it leaves that cut alone', () => {
  const [world, unseeing] = [clinicWorld(), clinicWorld()];
  weeks(world);
  weeks(unseeing);
  const rest = changed({ nextSeriesId: seriesIdFrom(id('third', 1)), shiftMs: 900_000 });
  const ready = readyCommand(rest);
  const blind = must(ready.ok ? ready.command.invert(unseeing) : null, 'it can be undone');
  const cut = { scope: { kind: 'following', recurrenceId: '2026-12-29T09:00:00' }, shiftMs: 3_600_000 };
  done(world, changed(cut), context());
  const before = shown(world);
  const seeing = must(done(world, rest, context()), 'it can be undone');
  expect(world.execute(blind, context())).toMatchObject({ refusal: { code: 'changed-meanwhile' } });
  const redo = must(done(world, seeing, context()), 'it can be done again');
  expect(shown(world)).toEqual(before);
  done(world, must(done(world, redo, context()), 'and undone again'), context());
  expect(shown(world)).toEqual(before);
});

test('[I14] a desk that has an appointment before its series foresees no second one', () => {
  const world = clinicWorld();
  world.execute(booking({ appointmentId: id('appt', 9), start: at('2026-12-01T08:00') }), context());
  world.execute(repeating(), context());
  world.forget('series', weekly);
  world.execute(repeating(), context());
  expect(orphans(world)).toEqual([]);
});

test('[SR7] two desks change the same series: the second is refused, and nothing is there twice', () => {
  const world = clinicWorld();
  weeks(world);
  done(world, changed({ shiftMs: 3_600_000 }), context());
  const second = world.execute(changed({ nextSeriesId: seriesIdFrom(id('other', 1)), shiftMs: -3_600_000 }), context());
  expect(second).toMatchObject({ kind: 'refused', refusal: { code: 'series-ended' } });
  expect(shown(world)).toHaveLength(12);
});
