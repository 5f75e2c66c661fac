import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { RANGE_LIMIT } from '#shared/replication/protocol.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

let database: TestDatabase;
let here: TestClinic;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  here = await openTestClinic({ database });
});

const oldDay = { start: at('2022-01-03T00:00'), end: at('2022-01-04T00:00') };

async function book(start: Instant, overrides: Parameters<typeof booking>[0] = {}): Promise<string> {
  const appointmentId = randomUUID();
  await here.desk.send(booking({ appointmentId, start, ...overrides }));
  return appointmentId;
}

async function block(start: Instant, minutes: number): Promise<string> {
  const blockId = randomUUID();
  const input = { blockId, resourceId: clinic.ben, start, end: plusMinutes(start, minutes), kind: 'leave', reason: '' };
  await here.desk.send({ name: 'block.put', input });
  return blockId;
}

function idsOf(documents: readonly unknown[]): string[] {
  return documents.map((document) => (document as { id: string }).id);
}

async function idsIn(interval = oldDay): Promise<{ appointments: string[]; blocks: string[]; isCut: boolean }> {
  const { appointments, blocks, isCut } = await here.authority.range(here.tenantId, interval);
  return { appointments: idsOf(appointments), blocks: idsOf(blocks), isCut };
}

test('[RG1] years outside of the window of desks, what overlaps the range is answered, in order, and nothing else', async () => {
  const late = await book(at('2022-01-03T15:00'));
  const early = await book(at('2022-01-03T08:00'));
  const intoIt = await book(at('2022-01-02T23:45'));
  await book(at('2022-01-02T23:30'));
  await book(at('2022-01-04T00:00'));
  const leave = await block(at('2022-01-02T12:00'), 1440);
  await block(at('2022-01-04T00:00'), 60);
  expect(await idsIn()).toEqual({ appointments: [intoIt, early, late], blocks: [leave], isCut: false });
});

test('[RG1] visits that hold no time are in the answer too: cancelled, proposed, waiting in the inbox', async () => {
  const first = await book(at('2022-01-03T08:00'));
  const displaced = await book(at('2022-01-03T08:00'));
  const proposed = await book(at('2022-01-03T08:00'), { status: 'proposed' });
  const cancelled = await book(at('2022-01-03T10:00'));
  await here.desk.send({ name: 'appointment.cancel', input: { appointmentId: cancelled, reason: '' } });
  const { appointments } = await idsIn();
  expect(appointments.toSorted()).toEqual([first, displaced, proposed, cancelled].toSorted());
});

test('[RG1] [I6] another clinic’s visits of that day are not in the answer', async () => {
  const own = await book(at('2022-01-03T08:00'));
  const there = await openTestClinic({ database });
  await there.desk.send(booking({ appointmentId: randomUUID(), start: at('2022-01-03T09:00') }));
  const { appointments } = await there.authority.range(there.tenantId, oldDay);
  expect(appointments).toHaveLength(1);
  expect(idsOf(appointments)).not.toContain(own);
  expect((await idsIn()).appointments).toEqual([own]);
});

test('[RG1] the answer holds documents as they are now', async () => {
  const id = await book(at('2022-01-03T08:00'));
  await here.desk.send({ name: 'appointment.cancel', input: { appointmentId: id, reason: 'Snow' } });
  const { appointments } = await here.authority.range(here.tenantId, oldDay);
  expect(appointments).toMatchObject([{ id, version: 2, status: 'cancelled', cancelReason: 'Snow' }]);
});

test('[RG3] an answer is cut after its limit: the earliest are in it, and it says so', async () => {
  const admin = await database.connectAs('admin');
  const id = await book(at('2022-01-03T08:00'));
  // Copies of one visit, a minute apart; what they claim is not at stake.
  await admin.query(
    `insert into appointment (tenant_id, id, doc)
     select tenant_id, copy.id, doc || jsonb_build_object('id', copy.id, 'claims', '[]'::jsonb,
       'start', (doc ->> 'start')::bigint + copy.at, 'end', (doc ->> 'end')::bigint + copy.at)
     from appointment, lateral (select gen_random_uuid() as id, number * 1000 as at from generate_series(1, $3) number) copy
     where tenant_id = $1 and appointment.id = $2`,
    [here.tenantId, id, RANGE_LIMIT],
  );
  const { appointments, isCut } = await here.authority.range(here.tenantId, oldDay);
  expect([appointments.length, isCut]).toEqual([RANGE_LIMIT, true]);
  expect(idsOf(appointments)[0]).toBe(id);
  expect(appointments.at(-1)).toMatchObject({ start: at('2022-01-03T08:00') + (RANGE_LIMIT - 1) * 1000 });
  await admin.query('analyze appointment');
  const { rows } = await admin.query<{ 'QUERY PLAN': string }>(
    `explain select doc from appointment where tenant_id = $1 and start_ms >= $2 and start_ms < $3 and end_ms > $2
     order by start_ms, id limit 5001`,
    [here.tenantId, at('2022-02-03T00:00'), at('2022-02-04T00:00')],
  );
  await admin.end();
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('appointment_by_time');
});
