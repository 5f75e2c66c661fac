import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PublicHold } from '#shared/replication/holds.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import {
  dueRequest,
  type HoldAnswer,
  type HoldEvent,
  type HoldModel,
  type HoldPlacement,
  nextHold,
  nothingHeld,
  shownHold,
} from '#renderer/replica/holds/hold-model.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

function placement(time: string): HoldPlacement {
  const phases = [{ minutes: 30, resourceIds: [clinic.anna] }];
  const buffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
  return { appointmentId: null, locationId: clinic.location, start: at(time), phases, ...buffers };
}

function hold(number: number, placedAt = at('09:00')): PublicHold {
  const who = { deskId: id('desk', 1), deskName: 'Desk 1', actorId: clinic.receptionist };
  const times = { placedAt, expiresAt: plusMinutes(placedAt, 5) };
  return { id: id('hold', number), ...who, appointmentId: null, claims: [], ...times };
}

const credential = (number: number) => ({ id: id('hold', number), ownerToken: `token ${number}` });
const online = { ...nothingHeld, isOnline: true };
const taken: HoldAnswer = { kind: 'taken', conflicts: [] };

function run(model: HoldModel, ...events: readonly HoldEvent[]): HoldModel {
  return events.reduce(nextHold, model);
}

const choose = (time: string | null): HoldEvent => ({
  kind: 'chosen',
  placement: time === null ? null : placement(time),
});

/** Asks for what is due, under that credential. */
function ask(model: HoldModel, number: number): HoldModel {
  const request = dueRequest(model);
  if (request === null) throw new Error('nothing is due');
  return nextHold(model, { kind: 'asked', request, credential: credential(number) });
}

const answer = (model: HoldModel, given: HoldAnswer): HoldModel => nextHold(model, { kind: 'answered', answer: given });

function held(time: string, number = 1): HoldModel {
  return answer(ask(run(online, choose(time)), number), { kind: 'held', hold: hold(number) });
}

describe('[HU1] choosing a time holds it', () => {
  test('the choice is asked for, and shown as held with its end when the server has it', () => {
    const chosen = run(online, choose('10:00'));
    expect(shownHold(chosen)).toEqual({ kind: 'placing' });
    expect(dueRequest(chosen)).toMatchObject({ kind: 'place', placement: { start: at('10:00') }, replaces: null });
    expect(shownHold(held('10:00'))).toEqual({ kind: 'held', placedAt: at('09:00'), expiresAt: at('09:05') });
    expect(dueRequest(held('10:00'))).toBeNull();
  });

  test('the same choice once more asks for nothing', () => {
    const model = held('10:00');
    expect(run(model, choose('10:00'))).toBe(model);
  });

  test('another choice replaces the first in one request', () => {
    const next = run(held('10:00'), choose('11:00'));
    expect(shownHold(next)).toEqual({ kind: 'placing' });
    expect(dueRequest(next)).toMatchObject({ placement: { start: at('11:00') }, replaces: credential(1) });
  });

  test('one that is taken says by whom, and gives the older one back', () => {
    const lost = answer(ask(run(held('10:00'), choose('11:00')), 2), taken);
    expect(shownHold(lost)).toEqual({ kind: 'lost', conflicts: [] });
    expect(dueRequest(lost)).toEqual({ kind: 'release', credential: credential(1) });
  });

  describe('what is chosen again while it is being let go of', () => {
    const other = ask(run(held('10:00'), choose('11:00')), 2);

    test('is shown as held only when the server still has it', () => {
      const back = run(other, choose('10:00'));
      expect(shownHold(back)).toEqual({ kind: 'placing' });
      expect(shownHold(answer(back, taken))).toMatchObject({ kind: 'held' });
    });

    test('is asked for once more when nobody knows whether another has replaced it', () => {
      const lost = answer(run(other, choose('10:00')), { kind: 'unanswered' });
      expect(shownHold(lost)).toEqual({ kind: 'placing' });
      const cleared = answer(ask(lost, 2), { kind: 'ended' });
      expect(dueRequest(cleared)).toMatchObject({
        kind: 'place',
        placement: { start: at('10:00') },
        replaces: credential(1),
      });
    });

    test('is asked for once more when nobody knows whether it was given back', () => {
      const left = ask(run(held('10:00'), choose(null)), 0);
      const lost = answer(run(left, choose('10:00')), { kind: 'unanswered' });
      expect(shownHold(lost)).toEqual({ kind: 'placing' });
      expect(dueRequest(lost)).toMatchObject({ kind: 'place', replaces: credential(1) });
    });
  });

  test('somebody else’s hold that goes is a reason to ask again', () => {
    const lost = answer(ask(run(online, choose('11:00')), 1), taken);
    expect(dueRequest(lost)).toBeNull();
    expect(dueRequest(nextHold(lost, { kind: 'stirred' }))).toMatchObject({ kind: 'place' });
  });
});

describe('[HU2] a time that nobody wants any more is given back', () => {
  test('at once when it is held', () => {
    expect(dueRequest(run(held('10:00'), choose(null)))).toEqual({ kind: 'release', credential: credential(1) });
  });

  test('as soon as the answer is here when it was still being asked for', () => {
    const asked = run(ask(run(online, choose('10:00')), 1), choose(null));
    expect(dueRequest(asked)).toBeNull();
    const answered = answer(asked, { kind: 'held', hold: hold(1) });
    expect(dueRequest(answered)).toEqual({ kind: 'release', credential: credential(1) });
  });

  test('also when nobody knows whether the server has it, before anything else is asked for', () => {
    const lost = answer(ask(run(online, choose('10:00')), 1), { kind: 'unanswered' });
    expect(dueRequest(lost)).toEqual({ kind: 'release', credential: credential(1) });
    const released = answer(ask(lost, 1), { kind: 'ended' });
    expect(dueRequest(released)).toMatchObject({ kind: 'place', placement: { start: at('10:00') } });
  });

  test('but not when a command took it along', () => {
    expect(dueRequest(run(held('10:00'), { kind: 'spent' }, choose(null)))).toBeNull();
  });
});

describe('[HU3] a hold ends by the server’s clock', () => {
  test('it is over then, and held once more when the person says so', () => {
    const over = run(held('10:00'), { kind: 'elapsed' });
    expect(shownHold(over)).toEqual({ kind: 'expired' });
    expect(dueRequest(over)).toBeNull();
    expect(dueRequest(run(over, { kind: 'again' }))).toMatchObject({ kind: 'place', replaces: null });
  });

  test('an extension moves its end; one that comes too late ends it', () => {
    const wanted = run(held('10:00'), { kind: 'extended' });
    expect(dueRequest(wanted)).toEqual({ kind: 'extend', credential: credential(1) });
    const longer = answer(ask(wanted, 1), { kind: 'held', hold: hold(1, at('09:03')) });
    expect(shownHold(longer)).toMatchObject({ kind: 'held', expiresAt: at('09:08') });
    expect(dueRequest(longer)).toBeNull();
    expect(shownHold(answer(ask(wanted, 1), { kind: 'ended' }))).toEqual({ kind: 'expired' });
  });

  test('one that the server does not know any more is over', () => {
    expect(shownHold(run(held('10:00'), { kind: 'missed', id: id('hold', 1) }))).toEqual({ kind: 'expired' });
    expect(shownHold(run(held('10:00'), { kind: 'missed', id: id('hold', 7) }))).toMatchObject({ kind: 'held' });
  });
});

describe('[HU4] without a server a choice is provisional', () => {
  test('it is asked for as soon as there is one', () => {
    const offline = run(nothingHeld, choose('10:00'));
    expect(shownHold(offline)).toEqual({ kind: 'provisional' });
    expect(dueRequest(offline)).toBeNull();
    const back = run(offline, { kind: 'line', isOnline: true });
    expect(dueRequest(back)).toMatchObject({ kind: 'place' });
  });

  test('what was held before the outage is held after it, unless its time is over: then it is asked for anew', () => {
    const away = run(held('10:00'), { kind: 'line', isOnline: false });
    expect(shownHold(away)).toEqual({ kind: 'provisional' });
    expect(shownHold(run(away, { kind: 'line', isOnline: true }))).toMatchObject({ kind: 'held' });
    const later = run(away, { kind: 'elapsed' }, { kind: 'line', isOnline: true });
    expect(dueRequest(later)).toMatchObject({ kind: 'place', replaces: null });
  });
});

type Act = 'choose' | 'leave' | 'held' | 'taken' | 'lost' | 'cut' | 'heal' | 'elapse' | 'again' | 'extend';
const acts: readonly Act[] = ['choose', 'leave', 'held', 'taken', 'lost', 'cut', 'heal', 'elapse', 'again', 'extend'];
const times = ['10:00', '10:15', '10:30'];

/** A desk, its server, and a person who does anything at all. */
function play(steps: readonly { readonly act: Act; readonly time: number }[]) {
  let model: HoldModel = online;
  let count = 0;
  const server = new Set<string>();
  const reply = (act: Act): void => {
    const { asked } = model;
    if (asked === null) return;
    const isSeen = act !== 'lost' || count % 2 === 0;
    const given = serve(asked, act, isSeen ? server : new Set());
    model = answer(model, act === 'lost' ? { kind: 'unanswered' } : given);
  };
  const pump = (): void => {
    if (dueRequest(model) === null) return;
    count += 1;
    const request = dueRequest(model);
    model = ask(model, request?.kind === 'place' ? count : 0);
  };
  for (const { act, time } of steps) {
    if (act === 'choose') model = run(model, choose(times[time % 3] ?? '10:00'));
    if (act === 'leave') model = run(model, choose(null));
    if (act === 'held' || act === 'taken' || act === 'lost') reply(act);
    if (act === 'cut' || act === 'heal') model = run(model, { kind: 'line', isOnline: act === 'heal' });
    if (act === 'again') model = run(model, { kind: 'again' });
    if (act === 'extend') model = run(model, { kind: 'extended' });
    if (act === 'elapse' && model.kept !== null) {
      server.delete(model.kept.credential.id);
      model = run(model, { kind: 'elapsed' });
    }
    pump();
  }
  const settle = (): void => {
    model = run(model, { kind: 'line', isOnline: true });
    for (let round = 0; round < 40; round += 1) {
      pump();
      if (model.asked === null) break;
      reply('held');
    }
  };
  return { server, settle, leave: () => (model = run(model, choose(null))), model: () => model };
}

function serve(asked: NonNullable<HoldModel['asked']>, act: Act, server: Set<string>): HoldAnswer {
  const { request } = asked;
  switch (request.kind) {
    case 'release':
      server.delete(request.credential.id);
      return { kind: 'ended' };
    case 'extend':
      return server.has(request.credential.id) ? { kind: 'held', hold: hold(1) } : { kind: 'ended' };
    case 'place':
      if (request.replaces !== null) server.delete(request.replaces.id);
      if (act === 'taken') return { kind: 'taken', conflicts: [] };
      server.add(asked.credential.id);
      return { kind: 'held', hold: { ...hold(1), id: asked.credential.id } };
  }
}

const script = fc.array(fc.record({ act: fc.constantFrom(...acts), time: fc.nat({ max: 2 }) }), { maxLength: 40 });

test('[HU2] whatever happened, a form that was left keeps nothing at the server once the line is there', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const world = play(steps);
      world.leave();
      world.settle();
      expect([...world.server]).toEqual([]);
    }),
  );
});

test('[HU1] whatever happened, the server keeps at most the one time that is shown as held', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const world = play(steps);
      world.settle();
      const isHeld = shownHold(world.model()).kind === 'held';
      expect([...world.server]).toEqual(isHeld ? [world.model().kept?.credential.id] : []);
    }),
  );
});
