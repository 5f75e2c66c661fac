import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readyCommand } from '#shared/commands/decide.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import { must } from '#shared/lib/must.ts';
import { collides } from '#shared/scheduling/claim.ts';
import { place } from '#shared/scheduling/place.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { virtualOverlapping, virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { type Instant, instant, plusMinutes, toIso } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { formatWall } from '#shared/time/wall.ts';
import { wallAt } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { repeating } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const always: Interval = { start: at('2026-11-01T00:00'), end: at('2028-01-01T00:00') };
const resources = [clinic.anna, clinic.ben, clinic.room1, clinic.gym] as const;
const rules = ['FREQ=WEEKLY;COUNT=6', 'FREQ=DAILY;COUNT=9', 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=7', 'FREQ=MONTHLY;COUNT=4'];

const anyAct = fc.record({
  kind: fc.constantFrom(
    'create',
    'create',
    'adopt',
    'adopt',
    'one',
    'one',
    'one',
    'shift',
    'shift',
    'rule',
    'cancel',
    'book',
    'undo',
    'undo',
  ),
  which: fc.nat(40),
  choice: fc.nat(7),
  hours: fc.integer({ min: -4, max: 4 }),
});
type Act = typeof anyAct extends fc.Arbitrary<infer Value> ? Value : never;

/** A desk at work on series, with its history. */
class Run {
  readonly world = clinicWorld();
  readonly #undo: Intent[] = [];
  #count = 0;

  step(act: Act): void {
    this.#count += 1;
    if (act.kind === 'undo') {
      const intent = this.#undo.pop();
      if (intent !== undefined) this.#do(intent);
      return;
    }
    const intent = this.#intent(act);
    if (intent === null) return;
    const inverse = readyCommand(intent);
    const undo = inverse.ok ? inverse.command.invert(this.world) : null;
    if (this.#do(intent) && undo !== null && act.kind !== 'book') this.#undo.push(undo);
  }

  #do(intent: Intent): boolean {
    const now = plusMinutes(at('08:00'), this.#count);
    const by = context({ commandId: id('cmd', this.#count), now, deskTime: now, role: 'manager' });
    return this.world.execute(intent, by).kind !== 'refused';
  }

  #intent({ kind, which, choice, hours }: Act): Intent | null {
    const phases = [{ minutes: 30, resourceIds: [resources[choice % 4] ?? clinic.anna] }];
    const seriesId = seriesIdFrom(id(`s${this.#count}`, 1));
    if (kind === 'create') return repeating({ seriesId, rules: [rules[choice % 4] ?? ''], phases });
    if (kind === 'book')
      return booking({ appointmentId: id('appt', this.#count), start: at(`2026-12-0${1 + choice}T08:00`), phases });
    if (kind === 'adopt') return this.#adopting(seriesId, { which, choice });
    const open = this.world.all('series').filter(({ isEnded }) => !isEnded);
    const series = open[which % Math.max(1, open.length)];
    if (series === undefined) return null;
    const all = virtualWithin(series, always);
    const one = all[which % Math.max(1, all.length)];
    if (one === undefined) return null;
    if (kind === 'one') return changeOne(one, choice, hours);
    const recurrenceId = one.occurrence?.recurrenceId ?? '';
    const scope = choice % 2 === 0 ? { kind: 'all' } : { kind: 'following', recurrenceId };
    const family = choice < 6 ? this.#family(series, hours) : { takes: [], parts: [] };
    if (kind === 'cancel')
      return {
        name: 'series.cancel',
        input: {
          ...{ seriesId: series.id, scope, reason: '', keepsMoved: choice > 4, takes: family.takes },
          parts: family.parts.map((part) => ({ seriesId: part.seriesId, scope: part.scope })),
        },
      };
    const times = { start: '2026-12-02T10:00:00', rules: [rules[choice % 4] ?? ''], added: [], excluded: [] };
    // Days, too: then dates go where others of their family were.
    const shiftMs = hours * (which % 2 === 0 ? 1_800_000 : 86_400_000);
    const what = kind === 'shift' ? { shiftMs, parts: family.parts } : { times };
    const { takes } = family;
    return {
      name: 'series.change',
      input: { seriesId: series.id, nextSeriesId: seriesId, scope, decisions: [], takes, ...what },
    };
  }

  /** All that a person sees as one series with this one. */
  #family({ id: own, origin }: BookedSeries, hours: number) {
    const all = this.world.all('series').filter((one) => (one.origin ?? one.id) === (origin ?? own));
    const others = all.filter((one) => one.id !== own && !one.isEnded && virtualWithin(one, always).length > 0);
    return {
      takes: all.flatMap(({ exceptions }) => exceptions.map(({ appointmentId }) => appointmentId)).slice(0, 20),
      parts: others.slice(0, 4).map((one, at0) => ({
        seriesId: one.id,
        nextSeriesId: seriesIdFrom(id(`p${this.#count}${hours}`, at0 + 1)),
        scope: { kind: 'all' },
      })),
    };
  }

  /** A visit that is booked becomes the first of a series. */
  #adopting(seriesId: string, { which, choice }: Pick<Act, 'which' | 'choice'>): Intent | null {
    const visits = this.world.all('appointments').filter(({ occurrence }) => occurrence === undefined);
    const visit = visits[which % Math.max(1, visits.length)];
    if (visit === undefined) return booking({ appointmentId: id('appt', this.#count), start: at('2026-12-01T08:00') });
    const start = formatWall(wallAt(visit.start, zoneClock(visit.zone)));
    const phases = visit.phases.map((phase) => ({ ...phase }));
    return repeating({ seriesId, adopts: visit.id, start, phases, rules: [rules[choice % 2] ?? ''] });
  }
}

function changeOne(one: Appointment, choice: number, hours: number): Intent {
  const appointmentId = one.id;
  if (choice < 3) {
    const start: Instant = plusMinutes(one.start, hours * 60 + 1440 * (choice - 1));
    return { name: 'appointment.move', input: { appointmentId, start, swaps: [], seen: seenPlacement(one) } };
  }
  if (choice < 5) return { name: 'appointment.cancel', input: { appointmentId, reason: '' } };
  const to = { to: 'arrived', seenStatus: one.status, resourceIds: [...seenPlacement(one).resourceIds] };
  return { name: 'appointment.change-status', input: { appointmentId, ...to } };
}

function collisions(world: InMemoryWorld): number {
  return resources.reduce((sum, resourceId) => {
    const claims = world.claimsOn(resourceId, always).toSorted((a, b) => a.start - b.start);
    return (
      sum + claims.filter((one, at0) => claims.slice(at0 + 1, at0 + 6).some((other) => collides(one, other))).length
    );
  }, 0);
}

function orphans(world: InMemoryWorld): string[] {
  const named = world
    .all('series')
    .flatMap(({ id: seriesId, exceptions }) =>
      exceptions.map(({ recurrenceId, appointmentId }) => `${seriesId} ${recurrenceId} ${appointmentId}`),
    );
  const stored = world
    .all('appointments')
    .flatMap(({ id: own, occurrence }) =>
      occurrence === undefined ? [] : [`${occurrence.seriesId} ${occurrence.recurrenceId} ${own}`],
    );
  return [...new Set(named).symmetricDifference(new Set(stored))];
}

test('[I1] [I14] whatever is done to series and undone, no two claims collide and no exception is orphaned', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 14 }), (acts) => {
      const run = new Run();
      for (const act of acts) {
        run.step(act);
        expect(orphans(run.world)).toEqual([]);
      }
      expect(collisions(run.world)).toBe(0);
    }),
    {
      numRuns: 150,
      // A new rule that begins before the cut was booked over what stays before it.
      examples: [
        [
          [
            { kind: 'create', which: 0, choice: 0, hours: 0 },
            { kind: 'rule', which: 0, choice: 0, hours: 0 },
            { kind: 'rule', which: 13, choice: 7, hours: 0 },
          ],
        ],
      ],
    },
  );
});

/** What a person would see: when, what became of it; hidden ones are cancelled. One whose place is free waits for nothing (AL4). */
function seen(world: InMemoryWorld): string[] {
  const waits = (visit: Appointment): boolean =>
    visit.displacement !== null && place(visit, world, visit.id).kind === 'taken';
  const virtual = world.all('series').flatMap((series) => virtualWithin(series, always));
  return [...virtual, ...world.all('appointments')]
    .filter(({ status }) => status !== 'cancelled')
    .map((visit) => `${toIso(visit.start)} ${visit.status} ${waits(visit)}`)
    .toSorted();
}

test('[SR10] undoing a change or a cancellation at once restores what was seen, whatever came before it', () => {
  fc.assert(
    fc.property(
      fc.array(anyAct, { maxLength: 8 }),
      anyAct.filter(({ kind }) => kind === 'shift' || kind === 'rule' || kind === 'cancel' || kind === 'create'),
      (acts, last) => {
        const run = new Run();
        for (const act of acts) run.step(act);
        const before = seen(run.world);
        const length = run.world.all('series').length;
        run.step(last);
        const isDone = run.world.all('series').length > length || seen(run.world).join() !== before.join();
        if (!isDone) return;
        run.step({ ...last, kind: 'undo' });
        expect(seen(run.world)).toEqual(before);
      },
    ),
    { numRuns: 150 },
  );
});

test('a view of two windows is the view of both together', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 60 }), fc.constantFrom(...rules), (from, days, rule) => {
      const world = clinicWorld();
      world.execute(repeating({ rules: [rule] }), context());
      const [series] = world.all('series');
      const whole = must(series, 'it was made');
      const start = instant(always.start + from * 86_400_000);
      const middle = instant(start + Math.floor(days / 2) * 86_400_000);
      const end = instant(start + days * 86_400_000);
      const ids = (span: Interval) => virtualOverlapping(whole, span).map(({ id: own }) => own);
      const halves = [...ids({ start, end: middle }), ...ids({ start: middle, end })];
      expect([...new Set(halves)]).toEqual(ids({ start, end }));
    }),
  );
});
