import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Verdict } from '#shared/commands/verdict.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic, type TestDesk } from '#tests/server/test-clinic.ts';

let here: TestClinic;
let desks: readonly TestDesk[];
beforeAll(async () => {
  here = await openTestClinic();
  desks = [here.desk, await here.openDesk(), await here.openDesk(), await here.openDesk()];
});
afterAll(() => here.close());

function everyDesk<Result>(
  count: number,
  send: (desk: TestDesk, number: number) => Promise<Result>,
): Promise<Result[]> {
  return Promise.all(
    Array.from({ length: count }, (_, number) => send(desks[number % desks.length] ?? here.desk, number)),
  );
}

function count(verdicts: readonly Verdict[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of verdicts) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

async function overlapping(): Promise<number> {
  const client = await here.database.connectAs('admin');
  const { rows } = await client.query(`
    select 1 from claim a join claim b on a.tenant_id = b.tenant_id and a.resource_id = b.resource_id and a.lane = b.lane
    where (a.holder_id, a.guard_point) < (b.holder_id, b.guard_point) and a.start_ms < b.end_ms and b.start_ms < a.end_ms
      and not (a.part = 'buffer' and b.part = 'buffer')`);
  await client.end();
  return rows.length;
}

test('[F7] [I1] fifty bookings of one slot at once: one is accepted, and the others wait in the inbox', async () => {
  const start = at('2026-12-01T09:00');
  const verdicts = await everyDesk(50, (desk) => desk.send(booking({ appointmentId: randomUUID(), start })));
  expect(count(verdicts)).toEqual({ accepted: 1, displaced: 49 });
  expect(await overlapping()).toBe(0);
});

test('[F7] two desks, one room: one is booked, the other is displaced and says by whom', async () => {
  const start = at('2026-12-01T11:00');
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const [first, second] = await everyDesk(2, (desk, number) =>
    desk.send(
      booking({
        appointmentId: number === 0 ? mine : theirs,
        start,
        phases: [{ minutes: 30, resourceIds: [clinic.room1] }],
      }),
    ),
  );
  const [accepted, displaced] = first?.kind === 'accepted' ? [first, second] : [second, first];
  expect(accepted).toMatchObject({ kind: 'accepted' });
  const winner = accepted?.revisions[0]?.id;
  expect(displaced).toMatchObject({
    kind: 'displaced',
    conflicts: [{ resourceId: clinic.room1, reason: 'taken', holderId: winner }],
  });
});

test('[F8] [I10] a practitioner and a room, in opposite order, 100 times at once: whole or not at all, and no deadlock', async () => {
  const resourceIds = [clinic.anna, clinic.room1];
  const verdicts = await everyDesk(100, (desk, number) => {
    const start = plusMinutes(at('2026-12-02T09:00'), 30 * (number % 10));
    const phases = [{ minutes: 30, resourceIds: number % 2 === 0 ? resourceIds : resourceIds.toReversed() }];
    return desk.send(booking({ appointmentId: randomUUID(), start, phases }));
  });
  expect(count(verdicts)).toEqual({ accepted: 10, displaced: 90 });
  expect(await overlapping()).toBe(0);
});

test("[F8] batches that want each other's time in opposite order are all decided, without doubles", async () => {
  const slots = Array.from({ length: 20 }, (_, slot) => plusMinutes(at('2026-12-03T07:00'), 30 * slot));
  const verdicts = await everyDesk(6, (desk, number) => {
    const order = number % 2 === 0 ? slots : slots.toReversed();
    return desk.push(order.map((start) => desk.command(booking({ appointmentId: randomUUID(), start }))));
  });
  expect(count(verdicts.flat())).toEqual({ accepted: 20, displaced: 100 });
  expect(await overlapping()).toBe(0);
});

test('[BK6] a resource of three lanes takes three visits at once, and never four', async () => {
  const start = at('2026-12-04T09:00');
  const phases = [{ minutes: 30, resourceIds: [clinic.gym] }];
  const verdicts = await everyDesk(12, (desk) => desk.send(booking({ appointmentId: randomUUID(), start, phases })));
  expect(count(verdicts)).toEqual({ accepted: 3, displaced: 9 });
});

test('[BK3] "anyone will do", asked twelve times at once for two people: two get one each', async () => {
  const start = at('2026-12-04T11:00');
  const phases = [{ minutes: 30, resourceIds: [clinic.anna] }];
  const substitutes = [{ resourceId: clinic.anna, alternativeIds: [clinic.ben] }];
  const verdicts = await everyDesk(12, (desk) =>
    desk.send(booking({ appointmentId: randomUUID(), start, phases, substitutes })),
  );
  expect(count(verdicts)).toEqual({ accepted: 1, adjusted: 1, displaced: 10 });
});

test('two desks move one visit at once: one succeeds, the other is told that it was moved', async () => {
  const appointmentId = randomUUID();
  const start = at('2026-12-05T09:00');
  await here.desk.send(booking({ appointmentId, start }));
  const seen = { start, end: plusMinutes(start, 30), resourceIds: [clinic.anna, clinic.room1] };
  const verdicts = await everyDesk(2, (desk, number) =>
    desk.send({
      name: 'appointment.move',
      input: { appointmentId, start: plusMinutes(start, 60 * (number + 1)), swaps: [], seen },
    }),
  );
  const refusals = verdicts.flatMap((verdict) => (verdict.kind === 'refused' ? [verdict.refusal.code] : []));
  // The desk that booked it may follow its own command; it then moves what the other has moved before.
  expect(refusals.filter((code) => code !== 'moved-meanwhile')).toEqual([]);
  expect(refusals.length).toBeLessThanOrEqual(1);
  expect(await overlapping()).toBe(0);
});

test('[ED1] a note and a move made at once are both kept', async () => {
  const appointmentId = randomUUID();
  const start = at('2026-12-05T13:00');
  await here.desk.send(booking({ appointmentId, start }));
  const seen = { start, end: plusMinutes(start, 30), resourceIds: [clinic.anna, clinic.room1] };
  const [note, move] = await Promise.all([
    desks[1]?.send({
      name: 'appointment.edit-details',
      input: { appointmentId, notes: { from: '', to: 'Needs a lift' } },
    }),
    desks[2]?.send({
      name: 'appointment.move',
      input: { appointmentId, start: plusMinutes(start, 60), swaps: [], seen },
    }),
  ]);
  expect([note?.kind, move?.kind]).toEqual(['accepted', 'accepted']);
  const page = await here.authority.pull(here.tenantId, { collection: 'appointments', checkpoint: null, limit: 1_000 });
  const kept = page.documents.map(
    ({ document }) => document as { id: string; start: number; notes: string; version: number },
  );
  expect(kept.find(({ id }) => id === appointmentId)).toMatchObject({
    start: plusMinutes(start, 60),
    notes: 'Needs a lift',
    version: 3,
  });
});

test('[MV3] a visit whose resources this desk changed itself since is moved with the ones it has now', async () => {
  const appointmentId = randomUUID();
  const start = at('2026-12-06T09:00');
  const seen = { start, end: plusMinutes(start, 30), resourceIds: [clinic.anna, clinic.room1] };
  const verdicts = await here.desk.push([
    here.desk.command(booking({ appointmentId, start })),
    here.desk.command({
      name: 'appointment.move',
      input: { appointmentId, start, swaps: [{ from: clinic.room1, to: clinic.room2 }], seen },
    }),
    // Names neither room 2 nor what it occupies: the server must look for itself.
    here.desk.command({
      name: 'appointment.move',
      input: { appointmentId, start: plusMinutes(start, 60), swaps: [], seen },
    }),
  ]);
  expect(verdicts.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
});

test('[F9] the time is read after the wait for a lock', async () => {
  let now = at('2026-11-23T08:00');
  const clocked = await openTestClinic({ now: () => now });
  try {
    const appointmentId = randomUUID();
    const { desk } = clocked;
    await desk.send(booking({ appointmentId, start: at('2026-12-07T09:00') }));
    const other = await clocked.database.connectAs('admin');
    await other.query('begin');
    await other.query('select 1 from appointment where id = $1 for update', [appointmentId]);
    const waiting = desk.send({ name: 'appointment.cancel', input: { appointmentId, reason: '' } });
    await untilSomebodyWaits(other);
    now = at('2026-11-23T10:30');
    await other.query('commit');
    await other.end();
    expect((await waiting).decidedAt).toBe(at('2026-11-23T10:30'));
  } finally {
    await clocked.close();
  }
});

async function untilSomebodyWaits(client: { query(text: string): Promise<{ rows: unknown[] }> }): Promise<void> {
  for (;;) {
    const { rows } = await client.query('select 1 from pg_locks where not granted');
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
