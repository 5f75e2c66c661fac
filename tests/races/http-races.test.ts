import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, test } from 'vitest';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id, resource } from '#tests/builders/clinic.ts';
import { holdWish } from '#tests/builders/hold.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { gate, tally } from '#tests/races/gate.ts';
import { sized } from '#tests/races/gate-size.ts';
import { type Line, type RacingServers, startRacingServers } from '#tests/races/racing-servers.ts';

let here: RacingServers;
beforeAll(async () => {
  here = await startRacingServers();
});
afterAll(() => here.close());

/** What they answered, with doubles counted in the database. */
async function found(tasks: readonly ((line: Line) => Promise<string>)[]): Promise<Record<string, number>> {
  return { ...tally(await here.race(tasks)), doubles: await here.overlapping() };
}

function times<Result>(count: number, make: (number: number) => Result): readonly Result[] {
  return Array.from({ length: count }, (_, number) => make(number));
}

const attempts = sized(10_000, 400);
const overLines = `${sized(100, 40)} connections, 2 servers`;

test('[I1] 10,000 bookings of one slot over 100 connections to two servers: exactly one is confirmed, no server error', async () => {
  const start = at('2027-03-01T08:00');
  await gate(
    {
      name: 'bookings of one slot, over HTTP',
      size: `${attempts}, ${overLines}`,
      wanted: { accepted: 1, displaced: attempts - 1, doubles: 0 },
    },
    () => found(times(attempts, () => (line) => line.push(booking({ appointmentId: randomUUID(), start })))),
  );
}, 300_000);

test('[HD1] 10,000 holds at one slot over 100 connections to two servers: exactly one is held, no server error', async () => {
  const start = at('2027-03-02T08:00');
  await gate(
    {
      name: 'holds at one slot, over HTTP',
      size: `${attempts}, ${overLines}`,
      wanted: { held: 1, taken: attempts - 1, doubles: 0 },
    },
    () => found(times(attempts, () => (line) => line.place(holdWish({ start })))),
  );
}, 300_000);

test('[I1] 50 slots, 20 bookings of each, through two servers: exactly 50 are confirmed', async () => {
  const day = at('2027-03-03T00:00');
  await gate(
    {
      name: '50 slots x 20, over HTTP',
      size: `1,000, ${overLines}`,
      wanted: { accepted: 50, displaced: 950, doubles: 0 },
    },
    () =>
      found(
        times(1_000, (number) => (line) => {
          const start = plusMinutes(day, 60 * (number % 50));
          return line.push(booking({ appointmentId: randomUUID(), start }));
        }),
      ),
  );
}, 300_000);

test('[F8] [I10] 200 commits over HTTP that each take a practitioner and a room in opposite order: no deadlock reaches a caller', async () => {
  const rounds = sized(10, 1);
  const day = at('2027-04-01T00:00');
  const slots = 20;
  await gate(
    {
      name: 'practitioner and room in opposite order, over HTTP',
      size: `${rounds} x 200, ${overLines}`,
      wanted: { accepted: rounds * slots, displaced: rounds * (200 - slots), doubles: 0 },
    },
    () =>
      found(
        times(rounds * 200, (number) => (line) => {
          const ids = [clinic.anna, clinic.room1];
          const start = plusMinutes(day, 1_440 * Math.floor(number / 200) + 30 * (number % slots));
          const resourceIds = Math.floor(number / slots) % 2 === 0 ? ids : ids.toReversed();
          return line.push(booking({ appointmentId: randomUUID(), start, phases: [{ minutes: 30, resourceIds }] }));
        }),
      ),
  );
}, 300_000);

test('[BK3] N practitioners who are as good as each other, N + 20 who take anyone at once over HTTP: exactly N succeed, one each', async () => {
  const count = sized(40, 12);
  const team = times(count, (number) => id('equal', number));
  await here.race(
    team.map(
      (one) => (line: Line) => line.push(upsert('resource.upsert', resource({ id: one, kind: 'practitioner' }))),
    ),
  );
  const [first = '', ...alternativeIds] = team;
  const anyone = {
    start: at('2027-05-03T09:00'),
    phases: [{ minutes: 30, resourceIds: [first] }],
    substitutes: [{ resourceId: first, alternativeIds }],
  };
  await gate(
    {
      name: 'N practitioners, N + 20 who take anyone, over HTTP',
      size: `N = ${count}, ${overLines}`,
      wanted: { accepted: 1, adjusted: count - 1, displaced: 20, doubles: 0, practitioners: count },
    },
    async () => {
      const counts = await found(
        times(count + 20, () => (line) => line.push(booking({ appointmentId: randomUUID(), ...anyone }))),
      );
      return { ...counts, practitioners: await takenOf(team) };
    },
  );
}, 300_000);

async function takenOf(resourceIds: readonly string[]): Promise<number> {
  const client = await here.database.connectAs('admin');
  const { rows } = await client.query<{ taken: number }>(
    'select count(distinct resource_id)::integer as taken from claim where resource_id = any($1)',
    [resourceIds],
  );
  await client.end();
  return rows[0]?.taken ?? 0;
}
