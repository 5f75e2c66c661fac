import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readyCommand } from '#shared/commands/decide.ts';
import { type Appointment, isInInbox } from '#shared/scheduling/appointment.ts';
import { holdsClaims } from '#shared/scheduling/appointment-status.ts';
import { collides } from '#shared/scheduling/claim.ts';
import { clinicWorld, context } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';
import { type Act, anyAct, toIntent } from '#tests/builders/random-intents.ts';

const manager = context({ role: 'manager' });
const crowdedActs = fc.array(anyAct, { minLength: 25, maxLength: 60, size: 'max' });
const anyActs = fc.array(anyAct, { maxLength: 40 });

function play(acts: readonly Act[]): InMemoryWorld {
  const world = clinicWorld();
  for (const act of acts) {
    const intent = toIntent(act, world);
    if (intent !== null) world.execute(intent, manager);
  }
  return world;
}

function heldClaims(world: InMemoryWorld) {
  return [...world.all('appointments'), ...world.all('blocks')].flatMap(({ id, claims }) =>
    claims.map((claim) => ({ ...claim, holder: id })),
  );
}

test('[AL3] no sequence of commands makes two claims collide', () => {
  let claimsSeen = 0;
  fc.assert(
    fc.property(anyActs, (acts) => {
      const claims = heldClaims(play(acts));
      claimsSeen += claims.length;
      return claims.every((a, i) => claims.every((b, j) => j <= i || a.holder === b.holder || !collides(a, b)));
    }),
    { numRuns: 500 },
  );
  expect(claimsSeen).toBeGreaterThan(1_000);
});

test('[AL5] versions rise by one with each change', () => {
  fc.assert(
    fc.property(anyActs, (acts) => {
      const world = clinicWorld();
      for (const act of acts) {
        const intent = toIntent(act, world);
        const ready = intent === null ? null : readyCommand(intent);
        if (!ready?.ok) continue;
        const decision = ready.command.decide(world, manager);
        if (decision.kind === 'refused') continue;
        for (const { collection, document } of decision.changes) {
          expect(document.version).toBe((world.find(collection, document.id)?.version ?? 0) + 1);
        }
        world.apply(decision.changes);
      }
    }),
    { numRuns: 200 },
  );
});

function displacedIds(world: InMemoryWorld): string[] {
  return world.all('appointments').flatMap(({ id, displacement }) => (displacement === null ? [] : [id]));
}

test('[IN1] a displaced visit leaves the inbox only by a command about it that gives it a place, ends it or settles it', () => {
  const leaving = new Set<string>();
  fc.assert(
    fc.property(crowdedActs, (acts) => {
      const world = clinicWorld();
      for (const act of acts) {
        const intent = toIntent(act, world);
        if (intent === null) continue;
        const waiting = world.all('appointments').filter(isInInbox);
        world.execute(intent, manager);
        for (const { id } of waiting) {
          const after = world.find('appointments', id);
          if (after !== null && isInInbox(after)) continue;
          expect(intent.input).toMatchObject({ appointmentId: id });
          const isPlaced = after?.displacement === null && after.claims.length > 0;
          const isOver = after?.status === 'cancelled';
          const isUnplaced =
            after !== null && !holdsClaims[after.status] && intent.name !== 'appointment.change-status';
          const isSettled = after?.displacement?.settled?.actorId === manager.actorId;
          expect(isPlaced || isOver || isSettled || isUnplaced, `${intent.name} decides it`).toBe(true);
          leaving.add(intent.name);
        }
      }
    }),
    { numRuns: 500 },
  );
  expect([...leaving]).toEqual(
    expect.arrayContaining(['appointment.cancel', 'appointment.move', 'appointment.settle']),
  );
});

/** What a person would call "as it was". */
function essence(appointment: Appointment, isAnyPlaceFine: boolean) {
  const { start, end, phases, status, notes, clientIds, serviceId } = appointment;
  const claims = isAnyPlaceFine ? [] : appointment.claims;
  const places = claims
    .map(({ resourceId, start: from, end: to, part }) => `${resourceId} ${from} ${to} ${part}`)
    .sort();
  return { start, end, phases, places, status, notes, clientIds, serviceId };
}

test('[AL4] a command followed by its inverse leaves the appointment as it was', () => {
  let undone = 0;
  fc.assert(
    fc.property(anyActs, anyAct, (acts, last) => {
      const world = play(acts);
      const intent = toIntent(last, world);
      const ready = intent === null ? null : readyCommand(intent);
      if (!ready?.ok || last.kind === 'book') return;
      const inverse = ready.command.invert(world);
      const wasDisplaced = displacedIds(world);
      // A visit that was displaced may come back placed, where its time has become free meanwhile.
      const picture = () => world.all('appointments').map((one) => essence(one, wasDisplaced.includes(one.id)));
      const before = picture();
      const decision = ready.command.decide(world, manager);
      if (decision.kind !== 'accepted' || decision.changes.length === 0) return;
      world.apply(decision.changes);
      if (inverse === null) throw new Error(`${ready.command.name} cannot be undone`);
      const undo = world.execute(inverse, manager);
      expect(undo.kind).not.toBe('refused');
      expect(wasDisplaced).toEqual(expect.arrayContaining(displacedIds(world)));
      expect(picture()).toEqual(before);
      undone += 1;
    }),
    { numRuns: 3_000 },
  );
  expect(undone).toBeGreaterThan(100);
});
