import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readyCommand } from '#shared/commands/decide.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import { must } from '#shared/lib/must.ts';
import { timeOffClaims, timeOffIntervals } from '#shared/scheduling/time-off.ts';
import { minutesBetween } from '#shared/time/instant.ts';
import { addDays } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id, resource } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

const timeOffId = id('off', 1);
const annaHerself = id('person', 7);
const visitId = id('appt', 1);
const roles = {
  anna: context({ role: 'practitioner', actorId: annaHerself }),
  reception: context(),
  manager: context({ role: 'manager', actorId: clinic.manager }),
  owner: context({ role: 'owner', actorId: id('person', 9) }),
};
const berlin = must(parseZone('Europe/Berlin'), 'zone');

function world(): InMemoryWorld {
  const made = clinicWorld();
  made.put('resources', resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna', personId: annaHerself }));
  return made;
}

function request(overrides: object = {}): Intent {
  const asked = { fromDate: '2026-11-23', toDate: '2026-11-24', hours: null, kind: 'vacation', note: '' };
  return { name: 'time-off.request', input: { timeOffId, resourceId: clinic.anna, ...asked, ...overrides } };
}

function answer(state: string, overrides: object = {}): Intent {
  const input = { timeOffId, seenVersion: 1, state, note: '', restoring: [], ...overrides };
  return { name: 'time-off.decide', input };
}

function refusal(made: InMemoryWorld, intent: Intent, who = roles.manager): string | null {
  const decision = made.execute(intent, who);
  return decision.kind === 'refused' ? decision.refusal.code : null;
}

test('[TO1] what was asked for holds nothing, what was approved all of the local days', () => {
  const made = world();
  expect(refusal(made, request(), roles.anna)).toBeNull();
  expect(made.find('timeOff', timeOffId)?.claims).toEqual([]);
  expect(refusal(made, answer('approved'))).toBeNull();
  const booked = made.execute(booking({ start: at('2026-11-24T22:00') }), roles.reception);
  expect(booked).toMatchObject({ kind: 'displaced', conflicts: [{ reason: 'blocked', holderId: timeOffId }] });
  const after = booking({ appointmentId: id('appt', 2), start: at('2026-11-24T23:00') });
  expect(made.execute(after, roles.reception).kind).toBe('accepted');
});

test('[TO2] practitioners ask for themselves alone, the desk for anybody', () => {
  expect(refusal(world(), request({ resourceId: clinic.ben }), roles.anna)).toBe('not-permitted');
  expect(refusal(world(), request(), roles.reception)).toBeNull();
  expect(refusal(world(), answer('approved'), roles.reception)).toBe('not-permitted');
});

test('[TO3] nobody but the owner decides about what they asked for, and only about what they saw', () => {
  const made = world();
  made.execute(request(), roles.manager);
  expect(refusal(made, answer('approved'))).toBe('own-request');
  expect(refusal(made, answer('approved', { seenVersion: 2 }), roles.owner)).toBe('changed-meanwhile');
  expect(refusal(made, answer('approved'), { ...roles.owner, actorId: clinic.manager })).toBeNull();
});

test('[TO4] visits in approved leave wait in the inbox, and taking the approval back gives them their places', () => {
  const made = world();
  made.execute(booking(), roles.reception);
  made.execute(request(), roles.anna);
  const before = must(made.find('appointments', visitId), 'booked');
  const ready = readyCommand(answer('approved'));
  if (!ready.ok) throw new Error('it fits');
  const undo = must(ready.command.invert(made), 'it can be undone');
  expect(refusal(made, answer('approved'))).toBeNull();
  expect(made.find('appointments', visitId)).toMatchObject({
    start: before.start,
    claims: [],
    displacement: { conflicts: [{ reason: 'off-duty', holderId: timeOffId, resourceId: clinic.anna }] },
  });
  expect(refusal(made, undo)).toBeNull();
  expect(made.find('timeOff', timeOffId)).toMatchObject({ state: 'requested', claims: [] });
  expect(made.find('appointments', visitId)).toMatchObject({ claims: before.claims, displacement: null });
});

test('[TO4] what is blocked, and who is there already, stays; the rest of the time is held', () => {
  const made = world();
  const block = { blockId: id('block', 1), resourceId: clinic.anna, start: at('11:00'), end: at('12:00') };
  made.execute({ name: 'block.put', input: { ...block, kind: 'break', reason: '' } }, roles.reception);
  made.execute(booking({ status: 'arrived' }), roles.reception);
  made.execute(request(), roles.anna);
  expect(refusal(made, answer('approved'))).toBeNull();
  expect(made.find('appointments', visitId)?.displacement).toBeNull();
  const claims = made.find('timeOff', timeOffId)?.claims ?? [];
  expect(claims.reduce((sum, { start, end }) => sum + minutesBetween(start, end), 0)).toBe(2 * 1440 - 60 - 30);
});

test('[TO5] withdrawing frees the time; only who asked, who it is about, and managers may', () => {
  const made = world();
  made.execute(request(), roles.reception);
  made.execute(answer('approved'), roles.manager);
  const withdraw = { name: 'time-off.withdraw', input: { timeOffId } };
  const somebody = context({ role: 'receptionist', actorId: id('person', 8) });
  expect(refusal(made, withdraw, somebody)).toBe('not-permitted');
  expect(refusal(made, withdraw, roles.anna)).toBeNull();
  expect(made.find('timeOff', timeOffId)).toMatchObject({ state: 'withdrawn', claims: [] });
  expect(made.execute(booking(), roles.reception).kind).toBe('accepted');
});

test('[TO6] leave of any length is held whole, in pieces of at most a day, on every lane, around what is blocked', () => {
  const anySpan = fc.record({ from: fc.integer({ min: -300, max: 300 }), days: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(anySpan, fc.integer({ min: 1, max: 4 }), ({ from, days }, lanes) => {
      const fromDate = addDays('2026-11-23', from);
      const intervals = timeOffIntervals({ fromDate, toDate: addDays(fromDate, days), hours: null }, berlin);
      const claims = timeOffClaims({ id: clinic.gym, lanes }, intervals, []);
      const minutes = (spans: readonly Parameters<typeof minutesOf>[0][]) =>
        spans.reduce((sum, span) => sum + minutesOf(span), 0);
      expect(minutes(claims)).toBe(lanes * minutes(intervals));
      expect(claims.every((claim) => minutesOf(claim) > 0 && minutesOf(claim) <= 1440)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

function minutesOf({ start, end }: { start: Parameters<typeof minutesBetween>[0]; end: typeof start }): number {
  return minutesBetween(start, end);
}

test('[TO6] a day of leave is as long as the local day: 23 and 25 hours in Berlin', () => {
  const hoursOf = (date: string) =>
    timeOffIntervals({ fromDate: date, toDate: date, hours: null }, berlin).map((span) => minutesOf(span) / 60);
  expect([hoursOf('2026-03-29'), hoursOf('2026-10-25')]).toEqual([[23], [25]]);
  const spring = { fromDate: '2026-03-28', toDate: '2026-03-30', hours: { fromMinute: 60, toMinute: 240 } };
  expect(timeOffIntervals(spring, berlin).map(minutesOf)).toEqual([180, 120, 180]);
});
