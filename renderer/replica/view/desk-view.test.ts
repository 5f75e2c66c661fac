import { expect, test } from 'vitest';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import { must } from '#shared/lib/must.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import { clinicView, command, feedOf, serverVerdict } from '#tests/builders/view.ts';
import { fastestMs, yardstickMs } from '#tests/builders/yardstick.ts';

const appointmentId = id('appt', 1);
const otherDesk = { deskId: id('desk', 2), commandId: id('cmd', 99) };

function shown(view: DeskView) {
  return view.view.find('appointments', appointmentId);
}

function move(view: DeskView, time: string) {
  const appointment = must(shown(view), 'an appointment to move');
  const input = { appointmentId, start: at(time), swaps: [], seen: seenPlacement(appointment) };
  return { name: 'appointment.move', input } as const;
}

/** Everything that a screen sees of the appointment while `work` goes on. */
function seenDuring(view: DeskView, work: () => void): unknown[] {
  const seen: unknown[] = [shown(view)?.start ?? null];
  const stop = view.view.subscribe(() => seen.push(shown(view)?.start ?? null));
  work();
  stop();
  return [...new Set(seen)];
}

test('a booking is in sight, pending and claiming its time, before anybody else knows of it', () => {
  const view = clinicView();
  view.add(command(1, booking()));
  expect(shown(view)).toMatchObject({ start: at('09:00'), status: 'booked' });
  expect(view.view.isPending('appointments', appointmentId)).toBe(true);
  expect(view.view.claimsOn(clinic.anna, { start: at('09:15'), end: at('09:20') })).toHaveLength(1);
  expect(view.view.appointmentsIn({ start: at('09:29'), end: at('10:00') })).toHaveLength(1);
  expect(view.view.appointmentsIn({ start: at('09:30'), end: at('10:00') })).toHaveLength(0);
});

test('[F27] an accepted booking never leaves the screen between its verdict and its document', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const local = command(1, booking());
  const seen = seenDuring(view, () => {
    view.add(local);
    view.decide(new Map([[local.draft.id, serverVerdict(server, local)]]));
    expect(view.openCommandIds()).toContain(local.draft.id);
    view.applyReplica(feedOf(server));
  });
  expect(seen).toEqual([null, at('09:00')]);
  expect(view.openCommandIds().size).toBe(0);
  expect(view.view.isPending('appointments', appointmentId)).toBe(false);
});

test('[F27] nor when the document comes before the verdict', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const local = command(1, booking());
  const seen = seenDuring(view, () => {
    view.add(local);
    const verdict = serverVerdict(server, local);
    view.applyReplica(feedOf(server));
    view.decide(new Map([[local.draft.id, verdict]]));
  });
  expect(seen).toEqual([null, at('09:00')]);
  expect(view.openCommandIds().size).toBe(0);
});

test('[F27] a chain of booking and two moves shows only where it was last put, whatever arrives first', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const first = command(1, booking());
  view.add(first);
  const second = command(2, move(view, '11:00'));
  view.add(second);
  const third = command(3, move(view, '14:00'));
  view.add(third);
  const verdicts: [string, Verdict][] = [];
  const seen = seenDuring(view, () => {
    for (const local of [first, second, third]) {
      verdicts.push([local.draft.id, serverVerdict(server, local)]);
      view.applyReplica(feedOf(server));
    }
    for (const verdict of verdicts) view.decide(new Map([verdict]));
  });
  expect(seen).toEqual([at('14:00')]);
  expect(view.openCommandIds().size).toBe(0);
});

test('[I8] a saved block that a visit stands in the way of is in sight after a restart too, until the server has spoken', () => {
  const server = clinicWorld();
  const start = at('09:00');
  const end = at('10:00');
  const block = command(1, {
    name: 'block.put',
    input: { blockId: id('blck', 1), resourceId: clinic.anna, start, end, kind: 'break', reason: '' },
  });
  serverVerdict(server, command(2, booking()));
  const restarted = clinicView(server);
  restarted.addAll([block]);
  expect(restarted.view.find('blocks', id('blck', 1))).toMatchObject({ start, end, isRemoved: false });
  expect(restarted.view.isPending('blocks', id('blck', 1))).toBe(true);
  restarted.decide(new Map([[block.draft.id, serverVerdict(server, block)]]));
  expect(restarted.view.find('blocks', id('blck', 1))).toBeNull();
});

test('[I8] a saved visit of a client whose making was refused is in sight after a restart, until the server has spoken', () => {
  const server = clinicWorld();
  const local = command(1, booking({ client: { kind: 'known', id: id('clnt', 77) } }));
  const restarted = clinicView(server);
  restarted.addAll([local]);
  expect(shown(restarted)).toMatchObject({ start: at('09:00'), status: 'booked' });
  expect(restarted.view.find('clients', id('clnt', 77))).toBeNull();
  restarted.decide(new Map([[local.draft.id, serverVerdict(server, local)]]));
  expect(shown(restarted)).toBeNull();
});

test('[I8] a new client stays in sight where the visit comes before them, and so does what was done to them since', () => {
  const server = clinicWorld();
  const running = clinicView(server);
  const clientId = id('clnt', 78);
  const first = command(1, booking({ client: { kind: 'new', id: clientId, name: 'Ida', phone: '' } }));
  const second = command(2, {
    name: 'client.upsert',
    input: { id: clientId, set: { name: 'Ida Lund' }, was: { name: 'Ida' } },
  });
  const verdicts = new Map([first, second].map((local) => [local.draft.id, serverVerdict(server, local)]));
  const visits = feedOf(server).filter(({ collection }) => collection === 'appointments');
  const restarted = clinicView(clinicWorld());
  restarted.applyReplica(visits);
  restarted.addAll([first, second].map((local) => ({ ...local, verdict: verdicts.get(local.draft.id) ?? null })));
  running.addAll([first, second]);
  running.applyReplica(visits);
  for (const view of [restarted, running])
    expect(view.view.find('clients', clientId)).toMatchObject({ name: 'Ida Lund', version: 2 });
});

test('[I8] a new client stays in sight while the replica is pulled anew, though they had come before their visit', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const clientId = id('clnt', 78);
  const local = command(1, booking({ client: { kind: 'new', id: clientId, name: 'Ida', phone: '' } }));
  view.add(local);
  const verdict = serverVerdict(server, local);
  view.applyReplica(feedOf(server).filter(({ collection }) => collection === 'clients'));
  view.decide(new Map([[local.draft.id, verdict]]));
  view.offerAgain([local]);
  view.clearReplica();
  expect(view.view.find('clients', clientId)).toMatchObject({ name: 'Ida' });
  view.applyReplica(feedOf(server).filter(({ collection }) => collection === 'appointments'));
  expect(view.view.find('clients', clientId)).toMatchObject({ name: 'Ida' });
});

test('[I8] a move that another desk has overtaken stays in sight until the server has spoken', () => {
  const server = clinicWorld();
  server.execute(booking(), context(otherDesk));
  const view = clinicView(server);
  const local = command(1, move(view, '11:00'));
  view.add(local);
  const theirs = {
    ...move(view, '15:00').input,
    seen: seenPlacement(must(server.find('appointments', appointmentId), 'booked')),
  };
  server.execute({ name: 'appointment.move', input: theirs }, context(otherDesk));
  view.applyReplica(feedOf(server));
  expect(shown(view)?.start).toBe(at('11:00'));
  const verdict = serverVerdict(server, local);
  expect(verdict).toMatchObject({ kind: 'refused', refusal: { code: 'moved-meanwhile' } });
  view.decide(new Map([[local.draft.id, verdict]]));
  expect(shown(view)?.start).toBe(at('15:00'));
});

test('a booking that the server displaced loses its claims at once and waits in the inbox', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const local = command(1, booking());
  view.add(local);
  server.execute(booking({ appointmentId: id('appt', 2) }), context(otherDesk));
  view.decide(new Map([[local.draft.id, serverVerdict(server, local)]]));
  expect(view.displaced().map((one) => one.id)).toEqual([appointmentId]);
  expect(view.view.claimsOn(clinic.anna, { start: at('09:00'), end: at('09:30') })).toEqual([]);
});

test('an echo that the disk did not keep is taken back whole', () => {
  const view = clinicView();
  view.add(command(1, booking()));
  view.withdraw(id('cmd', 1));
  expect(shown(view)).toBeNull();
  expect(view.view.claimsOn(clinic.anna, { start: at('09:00'), end: at('09:30') })).toEqual([]);
  expect(view.view.isPending('appointments', appointmentId)).toBe(false);
});

test('[I9] an older version than the one in sight is not taken in, also after the document has left', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const anna = must(server.find('resources', clinic.anna), 'anna');
  const version = (number: number): ViewChange => ({
    collection: 'resources',
    id: anna.id,
    document: { ...anna, version: number, name: `Anna ${number}` },
  });
  view.applyReplica([version(5)]);
  view.applyReplica([version(4)]);
  expect(view.view.find('resources', anna.id)?.name).toBe('Anna 5');
  view.applyReplica([{ collection: 'resources', id: anna.id, document: null }]);
  view.applyReplica([version(3)]);
  expect(view.view.find('resources', anna.id)).toBeNull();
  view.applyReplica([version(5)]);
  expect(view.view.find('resources', anna.id)?.name).toBe('Anna 5');
});

test('a booking outside of the window of this desk is shown until everything after its verdict is here', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const local = command(1, booking());
  view.add(local);
  const before = view.startTick();
  view.decide(new Map([[local.draft.id, serverVerdict(server, local)]]));
  view.caughtUp(before);
  expect(shown(view)).not.toBeNull();
  view.caughtUp(view.startTick());
  expect(shown(view)).toBeNull();
});

test('[F22] throwing the replica away keeps this desk’s own unsent work in sight', () => {
  const view = clinicView();
  view.add(command(1, booking()));
  view.clearReplica();
  expect(view.view.find('resources', clinic.anna)).toBeNull();
  expect(shown(view)?.start).toBe(at('09:00'));
});

test('one step is one call with only what changed', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  const calls: string[][] = [];
  view.view.subscribe((changes) =>
    calls.push(changes.map(({ collection, id: changed }) => `${collection}/${changed}`)),
  );
  const local = command(1, booking());
  view.add(local);
  view.add(command(2, booking({ appointmentId: id('appt', 2), start: at('13:00') })));
  const before = view.view.revision();
  view.decide(new Map([[local.draft.id, serverVerdict(server, local)]]));
  expect(calls).toEqual([
    [`appointments/${appointmentId}`],
    [`appointments/${id('appt', 2)}`],
    [`appointments/${appointmentId}`],
  ]);
  expect(view.view.revision()).toBe(before + 1);
});

test('a document that comes out equal keeps its identity, so that screens rest', () => {
  const server = clinicWorld();
  const view = clinicView(server);
  view.add(command(1, booking()));
  const before = shown(view);
  const anna = must(server.find('resources', clinic.anna), 'anna');
  view.applyReplica([{ collection: 'resources', id: anna.id, document: { ...anna, version: 2, title: 'Physio' } }]);
  expect(shown(view)).toBe(before);
});

test('a command that this version cannot read shows nothing and harms nothing', () => {
  const view = clinicView();
  view.addAll([command(1, { name: 'appointment.teleport', input: {} })]);
  view.add(command(2, booking()));
  expect(shown(view)).not.toBeNull();
});

test('an echo with 500 commands waiting takes less than the half of sorting 200,000 numbers', () => {
  const view = clinicView();
  for (let number = 1; number <= 500; number += 1) {
    const start = at(
      `2026-${number % 2 ? '11' : '12'}-${String((number % 27) + 1).padStart(2, '0')}T${String(8 + (number % 9)).padStart(2, '0')}:00`,
    );
    view.add(command(number, booking({ appointmentId: id('appt', number), start })));
  }
  let number = 500;
  const ms = fastestMs(() => {
    number += 1;
    const start = at(`2027-01-0${number - 497}T09:00`);
    view.add(command(number, booking({ appointmentId: id('appt', number), start })));
  });
  expect(ms / yardstickMs()).toBeLessThan(0.5);
  expect(view.view.find('appointments', id('appt', 501))).not.toBeNull();
});
