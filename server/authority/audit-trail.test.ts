import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { booking } from '#tests/builders/booking.ts';
import { at } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
beforeAll(async () => {
  here = await openTestClinic();
});
afterAll(() => here.close());

test('[F4] [I7] four edits made offline are four entries of the audit, in their order, each with its verdict', async () => {
  const appointmentId = randomUUID();
  const note = (from: string, to: string) => ({
    name: 'appointment.edit-details',
    input: { appointmentId, notes: { from, to } },
  });
  const made = [
    booking({ appointmentId, start: at('2026-12-03T09:00') }),
    note('', 'knee'),
    note('knee', 'left knee'),
    note('left knee', ''),
    note('', 'right knee'),
  ].map((intent) => here.desk.command(intent));
  await here.desk.push(made);
  const trail = await here.authority.auditTrail(here.tenantId, appointmentId);
  expect(trail.toReversed().map(({ name, verdict }) => [name, verdict])).toEqual([
    ['appointment.book', 'accepted'],
    ...Array.from({ length: 4 }, () => ['appointment.edit-details', 'accepted']),
  ]);
  const client = await here.database.connectAs('admin');
  const { rows } = await client.query<{ input: unknown }>(
    'select input from command where subject_id = $1 order by position',
    [appointmentId],
  );
  await client.end();
  expect(rows.map(({ input }) => input)).toEqual(made.map(({ input }) => must(input, 'an input')));
});
