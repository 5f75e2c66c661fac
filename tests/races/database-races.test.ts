import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id, resource } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { gate } from '#tests/races/gate.ts';
import { sized } from '#tests/races/gate-size.ts';
import { deadlocksIn } from '#tests/races/overlapping.ts';
import { kinds, openRacingClinic, type RacingClinic } from '#tests/races/racing-clinic.ts';

let here: RacingClinic;
beforeAll(async () => {
  here = await openRacingClinic();
});
afterAll(() => here.close());

test('[F7] [I1] attempts at one slot that meet in the database: exactly one is confirmed, and nothing fails', async () => {
  const attempts = sized(2_000, 200);
  const start = at('2026-12-01T09:00');
  await gate(
    {
      name: 'one slot, each in a transaction of its own',
      size: `${attempts}, 40 connections to PostgreSQL`,
      wanted: { accepted: 1, displaced: attempts - 1, doubles: 0 },
    },
    async () => {
      const settled = await here.race(
        Array.from({ length: attempts }, () => booking({ appointmentId: randomUUID(), start })),
      );
      return { ...kinds(settled), doubles: await here.overlapping() };
    },
  );
}, 300_000);

test('[F8] [I10] a practitioner and a room, claimed in opposite order by 200 commits at once: no deadlock reaches a caller', async () => {
  const rounds = sized(10, 1);
  const slots = 20;
  await gate(
    {
      name: 'practitioner and room in opposite order',
      size: `${rounds} x 200, 40 connections to PostgreSQL`,
      wanted: { decided: rounds * 200, 'slots without a booking': 0, doubles: 0, 'deadlocks in PostgreSQL': 0 },
    },
    async () => {
      const deadlocksBefore = await deadlocksIn(here.database);
      let decided = 0;
      let booked = 0;
      for (let round = 0; round < rounds; round += 1) {
        const day = plusMinutes(at('2027-01-04T08:00'), round * 1440);
        const settled = await here.race(
          Array.from({ length: 200 }, (_, number) => {
            const ids = [clinic.anna, clinic.room1];
            const resourceIds = Math.floor(number / slots) % 2 === 0 ? ids : ids.toReversed();
            const start = plusMinutes(day, 30 * (number % slots));
            return booking({ appointmentId: randomUUID(), start, phases: [{ minutes: 30, resourceIds }] });
          }),
        );
        const { accepted = 0, displaced = 0, ...others } = kinds(settled);
        expect(others).toEqual({});
        decided += accepted + displaced;
        booked += accepted;
      }
      return {
        decided,
        'slots without a booking': rounds * slots - booked,
        doubles: await here.overlapping(),
        'deadlocks in PostgreSQL': (await deadlocksIn(here.database)) - deadlocksBefore,
      };
    },
  );
}, 300_000);

test('[BK3] N practitioners who are as good as each other, N + 20 who take anyone at once: exactly N succeed, one each', async () => {
  const count = sized(40, 12);
  const team = Array.from({ length: count }, (_, number) => id('equal', number));
  await here.desk.push(
    team.map((one) => here.desk.command(upsert('resource.upsert', resource({ id: one, kind: 'practitioner' })))),
  );
  const [first = '', ...alternativeIds] = team;
  await gate(
    {
      name: 'N practitioners, N + 20 who take anyone',
      size: `N = ${count}, 40 connections to PostgreSQL`,
      wanted: { accepted: 1, adjusted: count - 1, displaced: 20, practitioners: count, doubles: 0 },
    },
    async () => {
      const settled = await here.race(
        Array.from({ length: count + 20 }, () =>
          booking({
            appointmentId: randomUUID(),
            start: at('2027-02-01T09:00'),
            phases: [{ minutes: 30, resourceIds: [first] }],
            substitutes: [{ resourceId: first, alternativeIds }],
          }),
        ),
      );
      return { ...kinds(settled), practitioners: await takenOf(team), doubles: await here.overlapping() };
    },
  );
}, 300_000);

async function takenOf(team: readonly string[]): Promise<number> {
  const client = await here.database.connectAs('admin');
  const { rows } = await client.query<{ taken: number }>(
    'select count(distinct resource_id)::integer as taken from claim where resource_id = any($1)',
    [team],
  );
  await client.end();
  return must(rows[0], 'a count').taken;
}
