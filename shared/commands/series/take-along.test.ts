import { describe, expect, test } from 'vitest';
import { readyCommand } from '#shared/commands/decide.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import { previewChange } from '#shared/commands/series/series-preview.ts';
import { must } from '#shared/lib/must.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { toIso } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { repeating, weekly } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const visit = id('appt', 1);
const [second, third, fourth] = ['second', 'third', 'fourth'].map((name) => seriesIdFrom(id(name, 1)));
const hour = 3_600_000;
const always: Interval = { start: at('2026-11-01T00:00'), end: at('2028-01-01T00:00') };
const elsewhere = context({ deskId: id('desk', 2), commandId: id('cmd', 2) });

/** Four Tuesdays at nine in Berlin from 24 November, made of a visit that was booked before. */
function made(): InMemoryWorld {
  const world = clinicWorld();
  world.execute(booking({ start: at('2026-11-24T08:00'), label: 'Mr Weekly', source: 'phone' }), context());
  done(world, repeating({ adopts: visit, rules: ['FREQ=WEEKLY;COUNT=4'] }));
  return world;
}

/** Does the intent, and answers with what undoes it. */
function done(world: InMemoryWorld, intent: Intent, by = context()): Intent {
  const ready = readyCommand(intent);
  const inverse = ready.ok ? ready.command.invert(world) : null;
  const decision = world.execute(intent, by);
  expect(decision.kind, JSON.stringify(decision)).not.toBe('refused');
  return must(inverse, 'it can be taken back');
}

function change(overrides: object = {}) {
  const input = { seriesId: weekly, nextSeriesId: second, scope: { kind: 'all' }, decisions: [], takes: [visit] };
  return { name: 'series.change', input: { ...input, ...overrides } };
}

function cancel(overrides: object = {}) {
  const input = { seriesId: weekly, scope: { kind: 'all' }, reason: 'ill', keepsMoved: true, takes: [visit] };
  return { name: 'series.cancel', input: { ...input, ...overrides } };
}

/** What a person sees: when, with what status, and what is said; cancelled ones are not seen. */
function shown(world: InMemoryWorld): string[] {
  const virtual = world.all('series').flatMap((series) => virtualWithin(series, always));
  return [...virtual, ...world.all('appointments')]
    .filter(({ status }) => status !== 'cancelled')
    .map(({ start, status, displacement, notes, phases }) => {
      const who = phases.map(
        ({ minutes, resourceIds }) => `${minutes} ${resourceIds.includes(clinic.ben) ? 'Ben' : 'Anna'}`,
      );
      return `${toIso(start).slice(5, 16)} ${displacement === null ? status : 'inbox'} ${who.join()} ${notes}`.trim();
    })
    .toSorted();
}

function orphans(world: InMemoryWorld): string[] {
  const named = world
    .all('series')
    .flatMap((one) => one.exceptions.map((ref) => `${one.id} ${ref.recurrenceId} ${ref.appointmentId}`));
  const stored = world
    .all('appointments')
    .flatMap(({ id: own, occurrence }) =>
      occurrence === undefined ? [] : [`${occurrence.seriesId} ${occurrence.recurrenceId} ${own}`],
    );
  return [...new Set(named).symmetricDifference(new Set(stored))];
}

const whole = (time: string, rest = 'booked 30 Anna'): string[] =>
  ['11-24', '12-01', '12-08', '12-15'].map((day) => `${day}T${time} ${rest}`);

describe('the visit that a series was made of', () => {
  test.each<[string, Intent, string[]]>([
    ['an hour later', change({ shiftMs: hour }), whole('09:00')],
    ['a week later', change({ shiftMs: 168 * hour }), [...whole('08:00').slice(1), '12-22T08:00 booked 30 Anna']],
    ['a week earlier', change({ shiftMs: -168 * hour }), ['11-17T08:00 booked 30 Anna', ...whole('08:00').slice(0, 3)]],
    ['with somebody else', change({ swaps: [{ from: clinic.anna, to: clinic.ben }] }), whole('08:00', 'booked 30 Ben')],
    [
      'longer',
      change({ phases: [{ minutes: 45, resourceIds: [clinic.anna, clinic.room1] }] }),
      whole('08:00', 'booked 45 Anna'),
    ],
    ['with a note', change({ notes: 'X-ray' }), whole('08:00', 'booked 30 Anna X-ray')],
    [
      'from itself on',
      change({ shiftMs: hour, scope: { kind: 'following', recurrenceId: '2026-11-24T09:00:00' } }),
      whole('09:00'),
    ],
    ['cancelled', cancel(), []],
  ])('[SR15] [SR10] goes with all of it %s, and one undo and redo with it', (_, intent, wanted) => {
    const world = made();
    // A week earlier is in time still.
    const by = context({ now: at('2026-11-10T08:00'), deskTime: at('2026-11-10T08:00') });
    const before = shown(world);
    expect(before).toEqual(whole('08:00'));
    const undo = done(world, intent, by);
    expect(shown(world)).toEqual(wanted);
    expect(orphans(world)).toEqual([]);
    const redo = done(world, undo, by);
    expect(shown(world)).toEqual(before);
    expect(orphans(world)).toEqual([]);
    const again = done(world, redo, by);
    expect(shown(world)).toEqual(wanted);
    done(world, again, by);
    expect(shown(world)).toEqual(before);
    expect(orphans(world)).toEqual([]);
  });

  test('[SR15] [AL5] is written once, and its place is held anew', () => {
    const world = made();
    const before = must(world.find('appointments', visit), 'it is booked');
    const decision = world.execute(change({ shiftMs: hour }), context());
    const written =
      decision.kind === 'accepted' ? decision.changes.filter(({ document }) => document.id === visit) : [];
    expect(written).toHaveLength(1);
    expect(world.find('appointments', visit)).toMatchObject({
      version: before.version + 1,
      source: 'phone',
      occurrence: { seriesId: second, recurrenceId: '2026-11-24T10:00:00' },
      claims: [{ start: at('2026-11-24T09:00') }, { start: at('2026-11-24T09:00') }],
    });
  });

  test('[SR15] is left alone by what begins after it, and by a command from before there was this', () => {
    for (const rest of [{ takes: undefined }, { scope: { kind: 'following', recurrenceId: '2026-12-01T09:00:00' } }]) {
      const world = made();
      const undo = done(world, change({ shiftMs: hour, ...rest }));
      expect(shown(world)).toEqual(['11-24T08:00 booked 30 Anna', ...whole('09:00').slice(1)]);
      done(world, undo);
      expect(shown(world)).toEqual(whole('08:00'));
    }
  });

  const seen = (world: InMemoryWorld) => seenPlacement(must(world.find('appointments', visit), 'the visit'));
  test.each<[string, (world: InMemoryWorld) => Intent, string]>([
    [
      'was moved by hand',
      (world) => ({
        name: 'appointment.move',
        input: { appointmentId: visit, start: at('2026-11-24T13:00'), swaps: [], seen: seen(world) },
      }),
      '11-24T13:00 booked 30 Anna',
    ],
    [
      'has arrived',
      () => ({
        name: 'appointment.change-status',
        input: { appointmentId: visit, to: 'arrived', seenStatus: 'booked', resourceIds: [clinic.anna] },
      }),
      '11-24T08:00 arrived 30 Anna',
    ],
    ['was cancelled', () => ({ name: 'appointment.cancel', input: { appointmentId: visit, reason: '' } }), ''],
  ])('[SR15] [SR8] stays as it is when it %s', (_, first, wanted) => {
    for (const intent of [change({ shiftMs: hour }), cancel()]) {
      const world = made();
      done(world, first(world));
      const before = shown(world);
      const undo = done(world, intent);
      expect(
        shown(world)
          .filter((line) => line < '11-30')
          .join(),
      ).toBe(wanted);
      done(world, undo);
      expect(shown(world)).toEqual(before);
      expect(orphans(world)).toEqual([]);
    }
  });

  test('[SR15] keeps the note that is its own, goes along, and what is noted since is not undone', () => {
    const world = made();
    const note = (from: string, to: string): Intent => ({
      name: 'appointment.edit-details',
      input: { appointmentId: visit, notes: { from, to } },
    });
    done(world, note('', 'wheelchair'));
    const undo = done(world, change({ shiftMs: hour, notes: 'X-ray' }));
    expect(shown(world)[0]).toBe('11-24T09:00 booked 30 Anna wheelchair');
    done(world, note('wheelchair', 'two wheelchairs'));
    done(world, undo);
    expect(shown(world)[0]).toBe('11-24T08:00 booked 30 Anna two wheelchairs');
  });

  test('[SR15] [SR10] an arrival between the change and its undo survives the undo', () => {
    const world = made();
    const undo = done(world, change({ shiftMs: hour }));
    const to = { to: 'arrived', seenStatus: 'booked', resourceIds: [clinic.anna, clinic.room1] };
    done(world, { name: 'appointment.change-status', input: { appointmentId: visit, ...to } });
    done(world, undo);
    expect(shown(world)).toEqual(['11-24T09:00 arrived 30 Anna', ...whole('08:00').slice(1)]);
    expect(orphans(world)).toEqual([]);
  });

  const name = '2026-11-24T10:00:00';
  test.each<[string, object[], string[]]>([
    ['in the inbox', [], ['11-24T09:00 inbox 30 Anna']],
    [
      'at another time',
      [{ kind: 'shift', recurrenceId: name, start: at('2026-11-24T10:00') }],
      ['11-24T10:00 booked 30 Anna'],
    ],
    ['left out', [{ kind: 'skip', recurrenceId: name }], []],
  ])('[SR15] [SR3] its clash goes where the person said (%s), and one undo restores it', (_, decisions, wanted) => {
    const world = made();
    const other = { appointmentId: id('appt', 9), start: at('2026-11-24T09:00'), label: 'In the way', notes: 'other' };
    world.execute(booking(other), context());
    const before = shown(world);
    const intent = change({ shiftMs: hour, decisions });
    const preview = previewChange(intent.input as never, { world, context: context(), knownUntil: null }); // As parsed.
    const dates = preview.kind === 'dates' ? preview.dates : [];
    expect(dates.map(({ recurrenceId, state }) => [recurrenceId.slice(5, 10), state.kind])).toEqual([
      ['11-24', 'clash'],
      ['12-01', 'free'],
      ['12-08', 'free'],
      ['12-15', 'free'],
    ]);
    const undo = done(world, intent);
    const rest = whole('09:00').slice(1);
    expect(shown(world).filter((line) => !line.endsWith('other'))).toEqual([...wanted, ...rest].toSorted());
    expect(orphans(world)).toEqual([]);
    done(world, undo);
    expect(shown(world)).toEqual(before);
    expect(orphans(world)).toEqual([]);
  });

  test('[SR15] [SR10] goes back also after something else was done and undone in between', () => {
    const world = made();
    const undo = done(world, change({ shiftMs: hour }));
    done(world, done(world, cancel({ seriesId: second })));
    expect(shown(world)).toEqual(whole('09:00'));
    done(world, undo);
    expect(shown(world)).toEqual(whole('08:00'));
  });
});

describe('a series that was changed from one date on, for the person who sees one', () => {
  /** From the third date on somebody else has it an hour later. */
  function split(): InMemoryWorld {
    const world = made();
    const scope = { kind: 'following', recurrenceId: '2026-12-08T09:00:00' };
    done(world, change({ scope, shiftMs: hour, takes: undefined }), elsewhere);
    return world;
  }
  const halves = [...whole('08:00').slice(0, 2), ...whole('09:00').slice(2)];
  const parts = [{ seriesId: second, nextSeriesId: fourth, scope: { kind: 'all' } }];

  test.each<[string, Intent, string[]]>([
    [
      'moved',
      change({ nextSeriesId: third, shiftMs: hour, parts }),
      [...whole('09:00').slice(0, 2), ...whole('10:00').slice(2)],
    ],
    [
      'moved onto its own dates',
      change({ nextSeriesId: third, shiftMs: 168 * hour, parts }),
      ['12-01T08:00', '12-08T08:00', '12-15T09:00', '12-22T09:00'].map((start) => `${start} booked 30 Anna`),
    ],
    [
      'lengthened, each with its own people',
      change({
        ...{ nextSeriesId: third, phases: [{ minutes: 45, resourceIds: [clinic.anna, clinic.room1] }] },
        parts: [{ ...parts[0], phases: [{ minutes: 45, resourceIds: [clinic.ben] }] }],
      }),
      [...whole('08:00', 'booked 45 Anna').slice(0, 2), ...whole('09:00', 'booked 45 Ben').slice(2)],
    ],
    ['cancelled', cancel({ parts: [{ seriesId: second, scope: { kind: 'all' } }] }), []],
  ])('[SR16] [SR10] all of it is %s by one command, and one undo and redo', (_, intent, wanted) => {
    const world = split();
    expect(shown(world)).toEqual(halves);
    const undo = done(world, intent);
    expect(shown(world)).toEqual(wanted);
    expect(orphans(world)).toEqual([]);
    const redo = done(world, undo);
    expect(shown(world)).toEqual(halves);
    const again = done(world, redo);
    expect(shown(world)).toEqual(wanted);
    done(world, again);
    expect(shown(world)).toEqual(halves);
    expect(orphans(world)).toEqual([]);
  });

  test('[SR16] from a date on, the first part keeps what is before it', () => {
    const world = split();
    const scope = { kind: 'following', recurrenceId: '2026-12-01T09:00:00' };
    done(world, change({ nextSeriesId: third, scope, shiftMs: hour, parts }));
    expect(shown(world)).toEqual([whole('08:00')[0], whole('09:00')[1], ...whole('10:00').slice(2)]);
  });

  test('[SR16] [SR7] where somebody has changed one part since, nothing of it is done', () => {
    for (const intent of [
      change({ nextSeriesId: third, shiftMs: hour, parts }),
      cancel({ parts: [{ seriesId: second, scope: { kind: 'all' } }] }),
    ]) {
      const world = split();
      done(world, change({ seriesId: second, nextSeriesId: seriesIdFrom(id('other', 1)), notes: 'new' }), elsewhere);
      const before = shown(world);
      expect(world.execute(intent, context())).toMatchObject({ refusal: { code: 'series-ended' } });
      expect(shown(world)).toEqual(before);
    }
  });

  test.each([
    ['the same series twice', { parts: [{ ...parts[0], seriesId: weekly }] }, 'already-exists'],
    [
      'another repetition for both',
      { times: { start: '2026-12-02T10:00:00', rules: ['FREQ=WEEKLY;COUNT=2'], added: [], excluded: [] }, parts },
      'invalid-input',
    ],
  ])('[SR16] %s is refused', (_, overrides, code) => {
    expect(split().execute(change({ nextSeriesId: third, ...overrides }), context())).toMatchObject({
      refusal: { code },
    });
  });
});
