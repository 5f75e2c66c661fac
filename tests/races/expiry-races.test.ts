import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { gate, tally } from '#tests/races/gate.ts';
import { sized } from '#tests/races/gate-size.ts';
import { type RacingServers, startRacingServers } from '#tests/races/racing-servers.ts';

let here: RacingServers;
beforeAll(async () => {
  here = await startRacingServers();
});
afterAll(() => here.close());

/** So many in turn fall on each side of the expiry, one after the other within two seconds. */
const confirms = sized(1_000, 100);

test('[HD9] [I5] 1,000 confirms over HTTP within a second before and after the expiry: none is late, and none in time is lost', async () => {
  const wishes = Array.from({ length: confirms }, (_, number) =>
    holdWish({ start: plusMinutes(at('2027-06-01T00:00'), 30 * number) }),
  );
  await gate(
    {
      name: 'confirms at a hold’s expiry ± 1 s, over HTTP',
      size: `${confirms}, 2 servers`,
      wanted: { late: 0, lost: 0, 'server errors': 0, 'sides of it met': 2, doubles: 0 },
    },
    async () => {
      const held = await here.race(wishes.map((wish) => (line) => line.place(wish)));
      expect(tally(held)).toEqual({ held: confirms });
      const expiresAt = Date.now() + 2_500;
      await expireAt(expiresAt);
      const outcomes = await here.race(
        wishes.map((wish, number) => async (line) => {
          await sleep(Math.max(0, expiresAt - 1_000 + (2_000 / confirms) * number - Date.now()));
          const sentAt = Date.now();
          const intent = booking({ appointmentId: randomUUID(), start: wish.start });
          const answer = await line.push(intent, ownHold(wish));
          return judged(answer, { sentAt, answeredAt: Date.now(), expiresAt });
        }),
      );
      const counts = tally(outcomes);
      return {
        late: counts['late'] ?? 0,
        lost: counts['lost'] ?? 0,
        'server errors': counts['error'] ?? 0,
        // Both, or it proves nothing.
        'sides of it met': [counts['in time'], counts['refused']].filter((count) => count !== undefined).length,
        doubles: await here.overlapping(),
      };
    },
  );
}, 120_000);

type Times = { readonly sentAt: number; readonly answeredAt: number; readonly expiresAt: number };

/** The desk and PostgreSQL are on one computer here, and so have one clock. */
function judged(answer: string, { sentAt, answeredAt, expiresAt }: Times): string {
  if (answer === 'accepted') return sentAt >= expiresAt ? 'late' : 'in time';
  if (answer === 'hold-expired') return answeredAt < expiresAt ? 'lost' : 'refused';
  return 'error';
}

async function expireAt(expiresAt: number): Promise<void> {
  const client = await here.database.connectAs('admin');
  await client.query('update hold set expires_at_ms = $1', [expiresAt]);
  await client.end();
}
