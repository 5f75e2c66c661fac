import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

let database: TestDatabase;
let here: TestClinic;
let now: Instant;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  now = at('08:00');
  here = await openTestClinic({ now: () => now, database });
});

type Wire = { readonly id: string; readonly version: number };

type Pull = { readonly collection?: Collection; readonly limit?: number };

function pullNow(
  checkpoint: Checkpoint | null,
  { collection = 'appointments', limit = 100 }: Pull = {},
): Promise<PullOutput> {
  return here.authority.pull(here.tenantId, { collection, checkpoint, limit });
}

/** Transactions of other test files in the same PostgreSQL withhold rows for a moment, as other clinics' would. */
async function pull(checkpoint: Checkpoint | null, options: Pull = {}): Promise<PullOutput> {
  await untilSettled();
  return pullNow(checkpoint, options);
}

async function untilSettled(): Promise<void> {
  const admin = await database.connectAs('admin');
  const { rows } = await admin.query<{ next: string }>('select pg_snapshot_xmax(pg_current_snapshot()) as next');
  for (;;) {
    const settled = await admin.query('select 1 where pg_snapshot_xmin(pg_current_snapshot()) >= $1', [rows[0]?.next]);
    if (settled.rows.length > 0) break;
  }
  await admin.end();
}

/** Pulls until there is no more, as a desk does. */
async function pullAll(from: Checkpoint | null, limit = 100) {
  const documents: { id: string; version: number; isGone: boolean }[] = [];
  let checkpoint = from;
  for (;;) {
    const page = await pullNow(checkpoint, { limit });
    for (const { document, isGone } of page.documents) {
      const { id, version } = document as Wire;
      documents.push({ id, version, isGone });
    }
    checkpoint = page.checkpoint;
    if (!page.isBehind) return { documents, checkpoint };
  }
}

async function book(start: Instant, overrides: Parameters<typeof booking>[0] = {}): Promise<string> {
  const appointmentId = randomUUID();
  await here.desk.send(booking({ appointmentId, start, ...overrides }));
  return appointmentId;
}

const day = 1440;
const inDays = (days: number): Instant => plusMinutes(at('09:00'), days * day);

describe('nothing is missed', () => {
  test('[PL1] [F6] a transaction that commits late is delivered, although later ones were pulled before it', async () => {
    const slow = await here.database.connectAs('admin');
    await slow.query('begin');
    const late = await insertClient(slow, here.tenantId);
    // These get later transaction numbers, and commit first.
    const early = await book(inDays(1));
    await here.desk.send({ name: 'client.upsert', input: { id: randomUUID(), set: client('Early'), was: null } });
    const before = await pullNow(null, { collection: 'clients' });
    expect(before.documents).toEqual([]);
    await slow.query('commit');
    await slow.end();
    const after = await pull(before.checkpoint, { collection: 'clients' });
    expect(after.documents.map(({ document }) => (document as Wire).id)).toContain(late);
    expect(after.documents).toHaveLength(2);
    expect((await pullAll(null)).documents.map(({ id }) => id)).toEqual([early]);
  });

  test('[PL2] while a page withholds what is committed, it says that the desk is behind', async () => {
    const slow = await here.database.connectAs('admin');
    await slow.query('begin');
    await insertClient(slow, here.tenantId);
    await book(inDays(1));
    const page = await pullNow(null);
    expect([page.documents.length, page.isBehind]).toEqual([0, true]);
    await slow.query('rollback');
    await slow.end();
    const next = await pull(page.checkpoint);
    expect([next.documents.length, next.isBehind]).toEqual([1, false]);
  });

  test('[PL1] [F6] a desk that pulls while six others write misses none of 300 bookings', async () => {
    const desks = await Promise.all(Array.from({ length: 6 }, () => here.openDesk()));
    let isWriting = true;
    const writing = Promise.all(
      desks.map(async (desk, lane) => {
        for (let number = 0; number < 50; number += 1) {
          const start = plusMinutes(at('2026-11-30T00:00'), number * 60 + lane);
          await desk.send(booking({ appointmentId: randomUUID(), start, status: 'proposed' }));
        }
      }),
    ).finally(() => (isWriting = false));
    const seen = new Set<string>();
    let checkpoint: Checkpoint | null = null;
    for (let isLast = false; !isLast;) {
      isLast = !isWriting;
      const page: PullOutput = await pullNow(checkpoint, { limit: 7 });
      for (const { document } of page.documents) seen.add((document as Wire).id);
      checkpoint = page.checkpoint;
      isLast &&= !page.isBehind;
    }
    await writing;
    expect(seen.size).toBe(300);
  });

  test('[PL2] a full page is behind, a partial one is not; pages neither repeat nor skip', async () => {
    const commands = Array.from({ length: 25 }, (_, number) =>
      here.desk.command(
        booking({ appointmentId: randomUUID(), start: inDays(1), status: 'proposed', label: String(number) }),
      ),
    );
    await here.desk.push(commands);
    const first = await pull(null, { limit: 10 });
    expect([first.documents.length, first.isBehind]).toEqual([10, true]);
    const { documents } = await pullAll(null, 10);
    expect(new Set(documents.map(({ id }) => id)).size).toBe(25);
    expect(documents).toHaveLength(25);
  });

  test('[I9] a changed document comes again, with a higher version', async () => {
    const id = await book(inDays(1));
    const { checkpoint } = await pullAll(null);
    await here.desk.send({ name: 'appointment.cancel', input: { appointmentId: id, reason: '' } });
    expect((await pullAll(checkpoint)).documents).toEqual([{ id, version: 2, isGone: false }]);
  });
});

describe('where to go on', () => {
  test('[PL3] a checkpoint of another epoch starts over', async () => {
    const id = await book(inDays(1));
    const { checkpoint } = await pullAll(null);
    const page = await pull({ ...checkpoint, epoch: randomUUID() });
    expect(page.documents.map(({ document }) => (document as Wire).id)).toEqual([id]);
    expect(page.checkpoint.epoch).toBe(here.authority.epoch);
  });

  test.each([
    ['from the future', { xid: '99999999999999999999' }],
    ['with a floor from the future', { floor: '18446744073709551616' }],
    ['at no row', { id: "' or 1=1" }],
  ])('[PL3] a checkpoint %s starts over', async (_what, change) => {
    const id = await book(inDays(1));
    const { checkpoint } = await pullAll(null);
    const page = await pull({ ...checkpoint, ...change });
    expect(page.documents.map(({ document }) => (document as Wire).id)).toEqual([id]);
  });

  test('[PL1] a checkpoint names no transaction that a crash could take back', async () => {
    await book(inDays(1));
    const { checkpoint } = await pullAll(null);
    const admin = await here.database.connectAs('admin');
    const { rows } = await admin.query<{ newest: string }>(
      'select max(xid) as newest from appointment where tenant_id = $1',
      [here.tenantId],
    );
    await admin.end();
    expect([checkpoint.xid, checkpoint.floor]).toEqual([rows[0]?.newest, rows[0]?.newest]);
  });
});

describe('the window', () => {
  test('[PL4] the first pull brings 14 days back to 120 days ahead of the week, and mentions nothing else', async () => {
    const inside = [await book(inDays(-14)), await book(inDays(0)), await book(inDays(119))];
    await book(inDays(-15));
    await book(inDays(120));
    const { documents } = await pullAll(null, 2);
    expect(documents.map(({ id }) => id).toSorted()).toEqual(inside.toSorted());
  });

  test('[PL4] a displaced visit is always in the window', async () => {
    await book(inDays(200));
    const displaced = await book(inDays(200));
    expect((await pullAll(null)).documents).toEqual([{ id: displaced, version: 1, isGone: false }]);
  });

  test('[PL4] a visit that is moved out of the window is sent as gone, also to a desk that pulls for the first time', async () => {
    const id = await book(inDays(1));
    const { checkpoint } = await pullAll(null);
    const beginning = await pull(null, { limit: 1 });
    const seen = { start: inDays(1), end: plusMinutes(inDays(1), 30), resourceIds: [clinic.anna, clinic.room1] };
    await here.desk.send({
      name: 'appointment.move',
      input: { appointmentId: id, start: inDays(300), swaps: [], seen },
    });
    const gone = [{ id, version: 2, isGone: true }];
    expect((await pullAll(checkpoint)).documents).toEqual(gone);
    expect((await pullAll(beginning.checkpoint)).documents).toEqual(gone);
    expect((await pullAll(null)).documents).toEqual([]);
  });

  test('[PL4] [F21] a page full of rows outside the window does not hide those inside', async () => {
    const far = Array.from({ length: 12 }, () =>
      here.desk.command(booking({ appointmentId: randomUUID(), start: inDays(300), status: 'proposed' })),
    );
    await here.desk.push(far);
    const id = await book(inDays(1));
    const page = await pull(null, { limit: 5 });
    expect(page.documents.map(({ document }) => (document as Wire).id)).toEqual([id]);
  });

  test('[PL4] blocks have the same window; clients, people and resources have none', async () => {
    const put = (days: number): Promise<unknown> =>
      here.desk.send({
        name: 'block.put',
        input: {
          blockId: randomUUID(),
          resourceId: clinic.ben,
          start: inDays(days),
          end: plusMinutes(inDays(days), 60),
          kind: 'leave',
          reason: '',
        },
      });
    await put(1);
    await put(-40);
    expect((await pull(null, { collection: 'blocks' })).documents).toHaveLength(1);
    expect((await pull(null, { collection: 'resources' })).documents).toHaveLength(5);
    expect((await pull(null, { collection: 'people' })).documents).toHaveLength(2);
  });

  test('[PL5] when the week changes, what came into the window is sent, and what the desk has is not lost', async () => {
    const near = await book(inDays(1));
    const soon = await book(inDays(123));
    const first = await pullAll(null);
    expect(first.documents.map(({ id }) => id)).toEqual([near]);
    expect((await pullAll(first.checkpoint)).documents).toEqual([]);
    now = inDays(7);
    const next = await pullAll(first.checkpoint);
    expect(next.documents.map(({ id }) => id).toSorted()).toEqual([near, soon].toSorted());
    expect(next.checkpoint).toMatchObject({ anchor: '2026-11-30', floor: String(BigInt(first.checkpoint.xid) - 1n) });
    expect((await pullAll(next.checkpoint)).documents).toEqual([]);
  });

  test('[PL5] a visit that left the window while the desk was away is sent as gone in the new week', async () => {
    const id = await book(inDays(1));
    const { checkpoint } = await pullAll(null);
    const seen = { start: inDays(1), end: plusMinutes(inDays(1), 30), resourceIds: [clinic.anna, clinic.room1] };
    await here.desk.send({
      name: 'appointment.move',
      input: { appointmentId: id, start: inDays(300), swaps: [], seen },
    });
    now = inDays(8);
    expect((await pullAll(checkpoint)).documents).toEqual([{ id, version: 2, isGone: true }]);
  });
});

function client(name: string) {
  return { name, phone: '', email: '', notes: '', birthDate: null, isActive: true };
}

async function insertClient(connection: Client, tenantId: string): Promise<string> {
  const id = randomUUID();
  const document = JSON.stringify({ id, version: 1, ...client('Late') });
  await connection.query('insert into client (tenant_id, id, doc) values ($1, $2, $3)', [tenantId, id, document]);
  return id;
}
