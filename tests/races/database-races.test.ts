import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id, resource } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
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
  const settled = await here.race(
    Array.from({ length: attempts }, () => booking({ appointmentId: randomUUID(), start })),
  );
  expect(kinds(settled)).toEqual({ accepted: 1, displaced: attempts - 1 });
  expect(await here.overlapping()).toBe(0);
}, 300_000);

test('[F8] [I10] a practitioner and a room, claimed in opposite order by 200 commits at once: no deadlock reaches a caller', async () => {
  const rounds = sized(10, 1);
  for (let round = 0; round < rounds; round += 1) {
    const day = plusMinutes(at('2027-01-04T08:00'), round * 1440);
    const settled = await here.race(
      Array.from({ length: 200 }, (_, number) => {
        const resourceIds = number % 2 === 0 ? [clinic.anna, clinic.room1] : [clinic.room1, clinic.anna];
        const start = plusMinutes(day, 15 * (number % 20));
        return booking({ appointmentId: randomUUID(), start, phases: [{ minutes: 30, resourceIds }] });
      }),
    );
    const { accepted = 0, displaced = 0, ...others } = kinds(settled);
    expect(others).toEqual({});
    expect(accepted + displaced).toBe(200);
    expect(accepted).toBeGreaterThanOrEqual(7);
  }
  expect(await here.overlapping()).toBe(0);
}, 300_000);

test('[BK3] N practitioners who are as good as each other, N + 20 who take anyone at once: exactly N succeed, one each', async () => {
  const count = sized(40, 12);
  const team = Array.from({ length: count }, (_, number) => id('equal', number));
  await here.desk.push(
    team.map((one) => here.desk.command(upsert('resource.upsert', resource({ id: one, kind: 'practitioner' })))),
  );
  const [first = '', ...alternativeIds] = team;
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
  expect(kinds(settled)).toEqual({ accepted: 1, adjusted: count - 1, displaced: 20 });
  const client = await here.database.connectAs('admin');
  const { rows } = await client.query<{ taken: number }>(
    'select count(distinct resource_id)::integer as taken from claim where resource_id = any($1)',
    [team],
  );
  await client.end();
  expect(must(rows[0], 'a count').taken).toBe(count);
  expect(await here.overlapping()).toBe(0);
}, 300_000);
