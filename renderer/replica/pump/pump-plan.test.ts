import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import type { Command } from '#shared/replication/protocol.ts';
import { afterPush, initialPump, nextTry, planPush, type PumpState } from '#renderer/replica/pump/pump-plan.ts';
import { verdictsFor } from '#renderer/replica/pump/pump.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

/** The nth command, about the given visit. */
function cancel(sequence: number, visit: number): Command {
  const input = { appointmentId: id('appt', visit), reason: '' };
  const common = { id: id('cmd', sequence), sequence, actorId: clinic.receptionist, deskTime: at('08:00') };
  return { ...common, name: 'appointment.cancel', input, hold: null };
}

function ids(commands: readonly Command[]): number[] {
  return commands.map(({ sequence }) => sequence);
}

const moment = { now: 1_000, random: 0.5 };
const judged = (...sequences: number[]) => ({
  kind: 'judged' as const,
  judgedIds: new Set(sequences.map((one) => id('cmd', one))),
});
const failed = (outage: 'network' | 'server-failed' | 'rejected' | 'too-many', retryAfterMs: number | null = null) => ({
  kind: 'failed' as const,
  outage,
  retryAfterMs,
});

describe('[F19] what to send next', () => {
  test('at most a hundred commands, the oldest first', () => {
    const pending = Array.from({ length: 250 }, (_, at0) => cancel(at0 + 1, at0));
    expect(ids(planPush(pending, initialPump, 0))).toEqual(ids(pending.slice(0, 100)));
  });

  test('a command without a verdict waits with what builds on it; everything else goes on', () => {
    const pending = [cancel(1, 7), cancel(2, 8), cancel(3, 7), cancel(4, 9)];
    const state = afterPush(initialPump, pending.slice(0, 2), judged(2), moment);
    expect(
      ids(
        planPush(
          [pending[0], pending[2], pending[3]].filter((one) => one !== undefined),
          state,
          1_001,
        ),
      ),
    ).toEqual([4]);
  });

  test('a booking for a client whom a parked command brings waits too', () => {
    const client = { kind: 'new' as const, id: id('client', 1), name: 'Ada', phone: '' };
    const first: Command = { ...cancel(1, 1), ...booking({ appointmentId: id('appt', 1), client }) };
    const known = { kind: 'known' as const, id: client.id };
    const second: Command = { ...cancel(2, 2), ...booking({ appointmentId: id('appt', 2), client: known }) };
    const state = afterPush(initialPump, [first], judged(), moment);
    expect(planPush([first, second], state, 1_001)).toEqual([]);
  });

  test('[SR16] what builds on any part of a series that a parked command changes waits too', () => {
    const [one, other] = [seriesIdFrom(id('ser', 1)), seriesIdFrom(id('ser', 2))];
    const all = { seriesId: one, scope: { kind: 'all' }, reason: '', keepsMoved: false };
    const input = { ...all, takes: [id('appt', 7)], parts: [{ seriesId: other, scope: { kind: 'all' } }] };
    const first: Command = { ...cancel(1, 1), name: 'series.cancel', input };
    const second: Command = { ...cancel(2, 2), name: 'series.cancel', input: { ...all, seriesId: other } };
    const state = afterPush(initialPump, [first], judged(), moment);
    expect(ids(planPush([first, second, cancel(3, 7), cancel(4, 8)], state, 1_001))).toEqual([4]);
  });

  test('a parked command is tried again later, and then holds up nobody', () => {
    const pending = [cancel(1, 7), cancel(2, 7)];
    const state = afterPush(initialPump, pending.slice(0, 1), judged(), moment);
    const later = nextTry(pending, state, 1_001) ?? 0;
    expect(later).toBeGreaterThan(1_001);
    expect(ids(planPush(pending, state, later))).toEqual([1, 2]);
  });

  test('nothing is sent while a failure is waited for', () => {
    const state = afterPush(initialPump, [cancel(1, 1)], failed('network'), moment);
    expect(planPush([cancel(1, 1)], state, 1_100)).toEqual([]);
    expect(nextTry([cancel(1, 1)], state, 1_100)).toBe(state.waitUntil);
  });

  test('the server says how long to wait, and is heard', () => {
    expect(afterPush(initialPump, [cancel(1, 1)], failed('too-many', 9_000), moment).waitUntil).toBe(10_000);
  });
});

describe('[I13] one poisoned command', () => {
  /** A server that fails at every batch with the poisoned command in it, and judges all others. */
  function drain(pending: readonly Command[], poisoned: number): { sent: number; left: number[] } {
    let state: PumpState = initialPump;
    let left = pending;
    let now = 0;
    let sent = 0;
    for (; sent < 200 && left.length > 1; sent += 1) {
      now = Math.max(now, nextTry(left, state, now) ?? now);
      const batch = planPush(left, state, now);
      const isPoisoned = batch.some(({ sequence }) => sequence === poisoned);
      const outcome = isPoisoned ? failed('server-failed') : judged(...ids(batch));
      state = afterPush(state, batch, outcome, { now, random: 0.5 });
      if (!isPoisoned) left = left.filter((one) => !batch.includes(one));
    }
    return { sent, left: ids(left) };
  }

  test('is found by halving, and everything else is delivered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (count, which) => {
        const pending = Array.from({ length: count }, (_, index) => cancel(index + 1, index));
        const poisoned = Math.min(which, count);
        const { sent, left } = drain(pending, poisoned);
        expect(left).toEqual([poisoned]);
        expect(sent).toBeLessThan(60);
      }),
    );
  });
});

test('[F19] whatever was parked, two commands about one visit never overtake each other', () => {
  const visits = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(visits, fc.array(fc.integer({ min: 0, max: 39 })), (about, parkedAt) => {
      const pending = about.map((visit, index) => cancel(index + 1, visit));
      const unjudged = pending.filter((_, index) => parkedAt.includes(index));
      const state = afterPush(initialPump, unjudged, judged(), moment);
      const batch = planPush(pending, state, 1_001);
      for (const command of batch) {
        const earlier = pending.filter(
          ({ sequence, input }) =>
            sequence < command.sequence && JSON.stringify(input) === JSON.stringify(command.input),
        );
        expect(earlier.every((one) => batch.indexOf(one) >= 0 && batch.indexOf(one) < batch.indexOf(command))).toBe(
          true,
        );
      }
    }),
  );
});

test('an answer counts for what was sent, and once', () => {
  const accepted = { kind: 'accepted' as const, decidedAt: at('08:00'), revisions: [] };
  const displaced = { kind: 'displaced' as const, decidedAt: at('08:00'), revisions: [], conflicts: [] };
  const answered = [
    { commandId: id('cmd', 1), verdict: accepted },
    { commandId: id('cmd', 9), verdict: accepted },
    { commandId: id('cmd', 1), verdict: displaced },
  ];
  expect(verdictsFor([cancel(1, 1), cancel(2, 2)], answered)).toEqual(new Map([[id('cmd', 1), accepted]]));
});

test('[LE6] a command without a verdict is asked about again while the time that another desk gave up is kept free', () => {
  const [command] = [cancel(1, 7)];
  let state = initialPump;
  for (let tries = 0; tries < 40; tries += 1) state = afterPush(state, [command], judged(), { now: 0, random: 0.99 });
  expect(nextTry([command], state, 0)).toBeLessThan(30_000);
});
