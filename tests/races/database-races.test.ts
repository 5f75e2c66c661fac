import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, id, resource } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { gate } from '#tests/races/gate.ts';
import { sized } from '#tests/races/gate-size.ts';
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
