import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { must } from '#shared/lib/must.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import type { LocalCommand } from '#renderer/replica/view/local-command.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';
import { clinicView, command, serverVerdict } from '#tests/builders/view.ts';

const far: Interval = { start: at('2028-05-08T00:00'), end: at('2028-05-09T00:00') };
const farMorning = at('2028-05-08T09:00');
const appointmentId = id('appt', 1);
const otherDesk = { deskId: id('desk', 2), commandId: id('cmd', 99) };

/** The server's answer for the range, as it is now. */
function inRange(server: InMemoryWorld, range: Interval = far): readonly ViewChange[] {
  const visits = server.all('appointments').filter((one) => overlaps(one, range));
  return visits.map((document) => ({ collection: 'appointments', id: document.id, document }));
}

/** The feed of a desk whose window ends before the far day: what changed there is gone (PL4). */
const gone: ViewChange = { collection: 'appointments', id: appointmentId, document: null };

function look(view: DeskView, server: InMemoryWorld, range: Interval = far): void {
  const tick = view.startTick();
  view.showLooked(inRange(server, range), { tick, isCut: false });
}

/** A visit on the far day, and a desk that looks there. */
function lookingDesk(): { readonly server: InMemoryWorld; readonly view: DeskView } {
  const server = clinicWorld();
  const view = clinicView(server);
  server.execute(booking({ start: farMorning }), context(otherDesk));
  view.startLooking();
  look(view, server);
  return { server, view };
}

function shown(view: DeskView): Appointment | null {
  return view.view.find('appointments', appointmentId);
}

function moveTo(view: DeskView, time: string): Intent {
  const seen = seenPlacement(must(shown(view), 'a visit in sight'));
  return { name: 'appointment.move', input: { appointmentId, start: at(time), swaps: [], seen } };
}

function verdicts(local: LocalCommand, verdict: Verdict): ReadonlyMap<string, Verdict> {
  return new Map([[local.draft.id, verdict]]);
}

test('[RG4] what a range brought is in sight, claims its time, and is forgotten when nobody looks there', () => {
  const { view } = lookingDesk();
  expect(view.view.appointmentsIn(far)).toHaveLength(1);
  expect(view.view.claimsOn(clinic.anna, far)).toHaveLength(1);
  const clash = command(1, booking({ appointmentId: id('appt', 2), start: farMorning }));
  expect(view.predict(clash)?.kind).toBe('displaced');
  view.lookAway();
  expect(shown(view)).toBeNull();
  expect(view.view.claimsOn(clinic.anna, far)).toEqual([]);
});

test('[RG4] stepping to another day forgets at once what is known of the one before', () => {
  const { view } = lookingDesk();
  view.startLooking();
  expect(shown(view)).toBeNull();
});

test('[RG4] a visit that left the range leaves the screen with the next answer', () => {
  const { server, view } = lookingDesk();
  server.execute(moveTo(view, '2028-06-01T09:00'), context({ ...otherDesk, commandId: id('cmd', 98) }));
  look(view, server);
  expect(shown(view)).toBeNull();
});

test('[RG5] [I8] a visit that is moved there stays in sight through pending, verdict, the feed’s “gone” and the next answer', () => {
  const { server, view } = lookingDesk();
  const local = command(1, moveTo(view, '2028-05-08T14:00'));
  const seen: (number | null)[] = [];
  view.view.subscribe(() => seen.push(shown(view)?.start ?? null));
  view.add(local);
  expect(view.view.isPending('appointments', appointmentId)).toBe(true);
  const verdict = serverVerdict(server, local);
  view.decide(verdicts(local, verdict));
  view.applyReplica([gone]);
  view.caughtUp(view.startTick());
  expect(shown(view)?.start).toBe(at('2028-05-08T14:00'));
  look(view, server);
  expect(view.openCommandIds().size).toBe(0);
  expect(shown(view)).toEqual(server.find('appointments', appointmentId));
  expect(new Set(seen)).toEqual(new Set([at('2028-05-08T14:00')]));
});

test('[RG6] an answer that was asked for before the verdict does not end the overlay', () => {
  const { server, view } = lookingDesk();
  const local = command(1, moveTo(view, '2028-05-08T14:00'));
  view.add(local);
  const tick = view.startTick();
  const before = inRange(server);
  view.decide(verdicts(local, serverVerdict(server, local)));
  view.caughtUp(view.startTick());
  view.showLooked(before, { tick, isCut: false });
  expect(shown(view)?.start).toBe(at('2028-05-08T14:00'));
});

test('[RG6] nor does one that is cut: what was written may be in the part that is missing', () => {
  const { server, view } = lookingDesk();
  const local = command(1, booking({ appointmentId: id('appt', 2), start: at('2028-05-08T16:00') }));
  view.add(local);
  view.decide(verdicts(local, serverVerdict(server, local)));
  view.caughtUp(view.startTick());
  const first = inRange(server).filter((change) => change.id === appointmentId);
  view.showLooked(first, { tick: view.startTick(), isCut: true });
  expect(view.view.find('appointments', id('appt', 2))).not.toBeNull();
});

test('[RG6] looking away ends the overlay of what the feed has passed over, and nothing of it is kept', () => {
  const { server, view } = lookingDesk();
  const local = command(1, moveTo(view, '2028-05-08T14:00'));
  view.add(local);
  view.decide(verdicts(local, serverVerdict(server, local)));
  view.caughtUp(view.startTick());
  view.lookAway();
  expect(view.openCommandIds().size).toBe(0);
  expect(shown(view)).toBeNull();
});

test('[I8] [F27] what a range showed of an own booking stays in sight after looking away, until the feed is there', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const local = command(1, booking());
  const edge = { start: at('08:00'), end: at('2026-11-24T00:00') };
  view.startLooking();
  view.add(local);
  view.decide(verdicts(local, serverVerdict(server, local)));
  look(view, server, edge);
  view.lookAway();
  expect(shown(view)?.start).toBe(at('09:00'));
  view.applyReplica(inRange(server, edge));
  expect(view.openCommandIds().size).toBe(0);
  expect(shown(view)).toEqual(server.find('appointments', appointmentId));
});

test('[RG5] [I9] an answer older than what the desk has had changes nothing', () => {
  const { server, view } = lookingDesk();
  const old = inRange(server);
  server.execute(moveTo(view, '2028-05-08T15:00'), context({ ...otherDesk, commandId: id('cmd', 98) }));
  view.applyReplica(inRange(server));
  view.showLooked(old, { tick: view.startTick(), isCut: false });
  expect(shown(view)?.start).toBe(at('2028-05-08T15:00'));
});

test('[RG5] [I9] nor does one that is older than what the feed has brought and taken away since', () => {
  const { server, view } = lookingDesk();
  const old = inRange(server);
  server.execute(moveTo(view, '2028-05-08T15:00'), context({ ...otherDesk, commandId: id('cmd', 98) }));
  view.applyReplica(inRange(server));
  view.applyReplica([gone]);
  view.showLooked(old, { tick: view.startTick(), isCut: false });
  expect(shown(view)?.start).not.toBe(farMorning);
});

test('[RG5] where feed and range overlap the newer copy is shown, whichever it is', () => {
  const { server, view } = lookingDesk();
  view.applyReplica(inRange(server));
  server.execute(moveTo(view, '2028-05-08T15:00'), context({ ...otherDesk, commandId: id('cmd', 98) }));
  look(view, server);
  expect(shown(view)?.start).toBe(at('2028-05-08T15:00'));
});

test('[F22] an answer that was asked for before the replica was thrown away is not shown', () => {
  const { server, view } = lookingDesk();
  const tick = view.startTick();
  view.clearReplica();
  expect(shown(view)).toBeNull();
  view.showLooked(inRange(server), { tick, isCut: false });
  expect(shown(view)).toBeNull();
});

const anyEvent = fc.constantFrom(
  'ours',
  'theirs',
  'decide',
  'hear',
  'feed',
  'look',
  'asked',
  'caught-up',
  'away',
  'back',
);

test('[RG5] [RG6] [I8] [I9] in any order of edits, verdicts, feed and answers an own edit is not undone on the screen, and it ends as the server is', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30, size: 'max' }), (events) => {
      const { server, view } = lookingDesk();
      let count = 0;
      let isLooking = true;
      let answer: { readonly changes: readonly ViewChange[]; readonly tick: number } | null = null;
      const waiting: LocalCommand[] = [];
      let unheard: [string, Verdict][] = [];
      /** Note texts are only ever appended, so what was once in sight of ours must stay a part of it. */
      const edit = (to: string): Intent => {
        return { name: 'appointment.edit-details', input: { appointmentId, notes: { from: '', to } } };
      };
      const decide = (): void => {
        const local = waiting.shift();
        if (local !== undefined) unheard.push([local.draft.id, serverVerdict(server, local)]);
      };
      const hear = (): void => {
        view.decide(new Map(unheard));
        unheard = [];
      };
      const ask = (): void => void (answer = { changes: inRange(server), tick: view.startTick() });
      const arrive = (): void => {
        if (answer !== null && isLooking) view.showLooked(answer.changes, { tick: answer.tick, isCut: false });
        answer = null;
      };
      const mine: string[] = [];
      const steps: Readonly<Record<string, () => void>> = {
        ours: () => {
          if (!isLooking || shown(view) === null) return;
          const local = command((count += 1), edit(`our note ${count}`));
          view.add(local);
          waiting.push(local);
          mine.push(`our note ${count}`);
        },
        theirs: () => {
          count += 1;
          server.execute(edit(`their note ${count}`), context({ ...otherDesk, commandId: id('cmd', 500 + count) }));
        },
        decide,
        hear,
        feed: () => view.applyReplica([gone]),
        look: ask,
        asked: arrive,
        'caught-up': () => view.caughtUp(view.startTick()),
        away: () => {
          isLooking = false;
          answer = null;
          view.lookAway();
        },
        back: () => {
          if (!isLooking) view.startLooking();
          isLooking = true;
        },
      };
      let version = 0;
      for (const event of events) {
        steps[event]?.();
        const one = shown(view);
        if (one === null) continue;
        if (isLooking && event !== 'back') for (const note of mine) expect(one.notes).toContain(note);
        if (view.openCommandIds().size === 0) {
          expect(one.version).toBeGreaterThanOrEqual(version);
          version = one.version;
        }
      }
      while (waiting.length > 0) decide();
      hear();
      steps['back']?.();
      ask();
      arrive();
      view.caughtUp(view.startTick());
      expect(view.openCommandIds().size).toBe(0);
      expect(shown(view)).toEqual(server.find('appointments', appointmentId));
    }),
    { numRuns: 400 },
  );
});
