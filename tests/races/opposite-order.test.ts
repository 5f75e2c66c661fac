import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { postgresStore } from '#server/authority/postgres/postgres-store.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { meetingCrosswise, lingerOverClaims } from '#tests/races/crosswise.ts';
import { gate } from '#tests/races/gate.ts';
import { sized } from '#tests/races/gate-size.ts';
import { kinds, openRacingClinic } from '#tests/races/racing-clinic.ts';
import { knockedOutStore } from '#tests/server/knocked-out-store.ts';

const rounds = sized(10, 1);
const slots = 20;
const stores = [
  { what: 'practitioner and room in opposite order', storeOf: postgresStore, deadlocks: 'no deadlock' },
  {
    what: 'the same, with the claims’ order knocked out',
    storeOf: (db: Parameters<typeof postgresStore>[0]) => knockedOutStore({ db }, ['order']),
    deadlocks: 'deadlocks',
  },
] as const;

// The second proves the first: without the order the same commits do meet crosswise, and PostgreSQL has to end them.
test.each(stores)(
  '[F8] [TL2] [I10] $what, by 200 commits at once: $deadlocks in PostgreSQL, and none reaches a caller',
  async ({ what, storeOf, deadlocks: wanted }) => {
    const deadlocks = { met: 0 };
    const here = await openRacingClinic((db) => meetingCrosswise(storeOf(db), deadlocks));
    try {
      await lingerOverClaims(here.database);
      await gate(
        {
          name: what,
          size: `${rounds} x 200, 40 connections to PostgreSQL`,
          wanted: {
            decided: rounds * 200,
            'slots without a booking': 0,
            doubles: 0,
            'meets deadlocks': wanted === 'deadlocks' ? 1 : 0,
          },
        },
        async () => {
          const { accepted = 0, displaced = 0, ...others } = await roundsOf(here.race);
          expect(others).toEqual({});
          return {
            decided: accepted + displaced,
            'slots without a booking': rounds * slots - accepted,
            doubles: await here.overlapping(),
            'meets deadlocks': Math.sign(deadlocks.met),
          };
        },
      );
    } finally {
      await here.close();
    }
  },
  300_000,
);

async function roundsOf(race: Awaited<ReturnType<typeof openRacingClinic>>['race']): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    const settled = await race(Array.from({ length: 200 }, (_, number) => crosswise(round, number)));
    for (const [kind, count] of Object.entries(kinds(settled))) counts[kind] = (counts[kind] ?? 0) + count;
  }
  return counts;
}

/** Of the commits that go for one slot, every second one names the room first. */
function crosswise(round: number, number: number): Intent {
  const ids = [clinic.anna, clinic.room1];
  const start = plusMinutes(at('2027-01-04T08:00'), round * 1440 + 30 * (number % slots));
  const resourceIds = Math.floor(number / slots) % 2 === 0 ? ids : ids.toReversed();
  return booking({ appointmentId: randomUUID(), start, phases: [{ minutes: 30, resourceIds }] });
}
