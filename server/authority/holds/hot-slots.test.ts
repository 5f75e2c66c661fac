import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { PlacedHold, PlaceHold } from '#shared/replication/holds.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';
import { type Authority, createAuthority } from '#server/authority/authority.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { PlacingsUnderWay } from '#server/authority/holds/placings-under-way.ts';
import { Outage } from '#server/database/outage.ts';

let here: TestClinic;
/** How many transactions the server under test has begun. */
let transactions = 0;
let counted: Authority;
beforeAll(async () => {
  here = await openTestClinic();
  counted = createAuthority(here.database, {
    adaptStore: (store) => ({
      ...store,
      transaction: (tenantId, work, options) => {
        transactions += 1;
        return store.transaction(tenantId, work, options);
      },
    }),
  });
});
afterAll(() => here.close());

let slots = 0;
function freshSlot(): PlaceHold['start'] {
  slots += 1;
  return plusMinutes(at('2027-03-01T00:00'), 60 * slots);
}

function placeAll(authority: Authority, wishes: readonly PlaceHold[]): Promise<readonly PlacedHold[]> {
  return Promise.all(wishes.map((wish) => authority.holds.place(here.desk, wish)));
}

function count(placed: readonly PlacedHold[], kind: PlacedHold['kind']): number {
  return placed.filter((one) => one.kind === kind).length;
}

test('[HS1] 500 at once at one slot: one holds it, and the others are answered with a handful of looks', async () => {
  const start = freshSlot();
  transactions = 0;
  const placed = await placeAll(
    counted,
    Array.from({ length: 500 }, () => holdWish({ start })),
  );
  const holder = placed.find((one) => one.kind === 'held');
  expect([count(placed, 'held'), count(placed, 'taken')]).toEqual([1, 499]);
  const refused = placed.find((one) => one.kind === 'taken');
  expect(refused?.conflicts[0]).toMatchObject({ reason: 'held', holderId: holder?.hold.id });
  expect(transactions).toBeLessThan(20);
});

test('[HS1] who asks after a slot became free on another server is never refused for what was there before', async () => {
  for (let round = 0; round < 20; round += 1) {
    const start = freshSlot();
    const first = holdWish({ start });
    await here.authority.holds.place(here.desk, first);
    const early = Array.from({ length: 5 }, () => counted.holds.place(here.desk, holdWish({ start })));
    await here.authority.holds.release(here.desk, ownHold(first));
    const late = await placeAll(counted, [holdWish({ start })]);
    const held = count([...(await Promise.all(early)), ...late], 'held');
    expect(held).toBe(1);
  }
});

test('[HS2] of a resource with three lanes three are held, and the others are refused', async () => {
  const start = freshSlot();
  const phases = [{ minutes: 30, resourceIds: [clinic.gym] }];
  const placed = await placeAll(
    counted,
    Array.from({ length: 20 }, () => holdWish({ start, phases })),
  );
  expect([count(placed, 'held'), count(placed, 'taken')]).toEqual([3, 17]);
});

test('[HS2] [HD2] the same placing from ten connections at once is one hold, told to all of them', async () => {
  const wish = holdWish({ start: freshSlot() });
  const placed = await placeAll(
    counted,
    Array.from({ length: 10 }, () => wish),
  );
  expect(new Set(placed.map((one) => (one.kind === 'held' ? one.hold.id : one.kind)))).toEqual(new Set([wish.id]));
});

test('[HS3] without it nothing is double', async () => {
  const unfiltered = createAuthority(here.database, { isUnfiltered: true });
  const start = freshSlot();
  const placed = await placeAll(
    unfiltered,
    Array.from({ length: 40 }, () => holdWish({ start })),
  );
  expect([count(placed, 'held'), count(placed, 'taken')]).toEqual([1, 39]);
});

test('[HS4] what is kept for a slot goes with the last placing that wants it, a moment after', async () => {
  const underWay = new PlacingsUnderWay(20);
  const wish = holdWish({ start: at('23:45'), bufferAfterMinutes: 10 });
  const ends = [underWay.begin('t', wish), underWay.begin('t', wish)];
  expect(underWay.size).toBe(4);
  expect(underWay.meeting('t', holdWish({ start: at('23:30') }))).not.toEqual([]);
  expect(underWay.meeting('t', holdWish({ start: at('20:00') }))).toEqual([]);
  expect(underWay.meeting('another', wish)).toEqual([]);
  for (const end of ends) end();
  expect(new Set(underWay.meeting('t', wish).map(({ isOver }) => isOver))).toEqual(new Set([true]));
  await vi.waitUntil(() => underWay.size === 0);
});

test('[HS5] somebody who sits on a lock stops that slot alone, and nobody holds another lock while waiting for it', async () => {
  const start = freshSlot();
  const sitting = await here.database.connectAs('admin');
  await sitting.query('begin');
  await sitting.query(
    `insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id)
     values ($1, $2, 0, $3, $4, 'visit', 'block', gen_random_uuid())`,
    [here.tenantId, clinic.room1, start, start + 1_800_000],
  );
  const waiting = counted.holds.place(here.desk, holdWish({ start })).catch((error: unknown) => error);
  const elsewhere = await counted.holds.place(here.desk, holdWish({ start: freshSlot() }));
  expect(elsewhere.kind).toBe('held');
  expect(await longestWait(sitting, 12)).toBeLessThan(1_000);
  await sitting.query('commit');
  await sitting.end();
  const answer = await waiting;
  expect(answer instanceof Outage ? answer.reason : answer).toSatisfy(
    (said) => said === 'busy' || (typeof said === 'object' && said !== null && 'kind' in said && said.kind === 'taken'),
  );
});

type Client = Awaited<ReturnType<TestClinic['database']['connectAs']>>;

/** The longest time in milliseconds that any server's transaction was seen waiting for a lock. */
async function longestWait(client: Client, samples: number): Promise<number> {
  let longest = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const { rows } = await client.query<{ ms: number }>(
      `select coalesce(max(extract(epoch from clock_timestamp() - waitstart) * 1000), 0)::float as ms from pg_locks where not granted`,
    );
    longest = Math.max(longest, rows[0]?.ms ?? 0);
    await client.query('select pg_sleep(0.15)');
  }
  return longest;
}
