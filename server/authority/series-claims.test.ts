import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { appointmentOf, claimsAt, virtualNamed } from '#shared/scheduling/series/virtual-occurrences.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { occurrenceId, seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { must } from '#shared/lib/must.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { repeating } from '#tests/builders/booked-series.ts';
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

async function create(overrides: Partial<SeriesCreate> = {}): Promise<string> {
  const seriesId = seriesIdFrom(randomUUID());
  const verdict = await here.desk.send(repeating({ seriesId, ...overrides }));
  expect(verdict.kind).toBe('accepted');
  return seriesId;
}

function occurrenceOn(seriesId: string, date: string): string {
  return occurrenceId(seriesId, mustBeWall(`${date}T09:00:00`));
}

async function rows(query: 'claim' | 'series' | 'appointment', id: string): Promise<number> {
  return withTenant(database.db, here.tenantId, async (tx) => {
    const column = query === 'claim' ? sql.ref('holder_id') : sql.ref('id');
    const found = await sql<{ n: string }>`
      select count(*) as n from ${sql.table(query)} where tenant_id = ${here.tenantId} and ${column} = ${id}`.execute(
      tx,
    );
    return Number(found.rows[0]?.n);
  });
}

async function series(id: string): Promise<BookedSeries> {
  const page = await here.authority.pull(here.tenantId, { collection: 'series', checkpoint: null, limit: 100 });
  const found = page.documents.map(({ document }) => document as BookedSeries).find((one) => one.id === id);
  return must(found, 'the series is in the feed');
}

test('[SR1] each future occurrence holds its resources under its own id, and no appointment is stored', async () => {
  const id = await create();
  const december = occurrenceOn(id, '2026-12-08');
  expect([await rows('series', id), await rows('claim', december), await rows('appointment', december)]).toEqual([
    1, 2, 0,
  ]);
});

test('[SR1] of fifty desks that book over one future occurrence at once, none has it', async () => {
  await create();
  const desks = await Promise.all(Array.from({ length: 5 }, () => here.openDesk()));
  const verdicts = await Promise.all(
    Array.from({ length: 50 }, (_, nth) =>
      (desks[nth % 5] ?? here.desk).send(booking({ appointmentId: randomUUID(), start: at('2027-01-12T08:10') })),
    ),
  );
  expect(new Set(verdicts.map((verdict) => verdict?.kind))).toEqual(new Set(['displaced']));
});

test('[SR1] a series and fifty visits race for the same Tuesdays: every place has one holder (I1)', async () => {
  const id = seriesIdFrom(randomUUID());
  const dates = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22'];
  const visits = Array.from({ length: 50 }, (_, nth) =>
    booking({ appointmentId: randomUUID(), start: at(`${dates[nth % 5]}T08:00`) }),
  );
  const [, ...verdicts] = await Promise.all(
    [repeating({ seriesId: id }), ...visits].map((intent) => here.desk.send(intent)),
  );
  const booked = verdicts.filter(({ kind }) => kind === 'accepted').length;
  const document = await series(id);
  const displaced = document.exceptions.length;
  const free = dates.filter((date) => virtualNamed(document, mustBeWall(`${date}T09:00:00`)) !== null).length;
  expect(booked).toBe(displaced);
  expect(booked + free).toBe(5);
});

test('[SR2] moving one occurrence on the server releases exactly its own claims, and takes its new ones', async () => {
  const id = await create();
  const moved = occurrenceOn(id, '2026-12-08');
  const before = must(virtualNamed(await series(id), mustBeWall('2026-12-08T09:00:00')), 'an occurrence');
  const input = { appointmentId: moved, start: at('2026-12-09T10:00'), swaps: [], seen: seenPlacement(before) };
  const verdict = await here.desk.send({ name: 'appointment.move', input });
  expect(verdict).toMatchObject({
    kind: 'accepted',
    revisions: [
      { id: moved, version: 1 },
      { id, version: 2 },
    ],
  });
  const free = await here.desk.send(booking({ appointmentId: randomUUID(), start: at('2026-12-08T08:00') }));
  const taken = await here.desk.send(booking({ appointmentId: randomUUID(), start: at('2026-12-09T10:00') }));
  const still = await here.desk.send(booking({ appointmentId: randomUUID(), start: at('2026-12-15T08:00') }));
  expect([free.kind, taken.kind, still.kind]).toEqual(['accepted', 'displaced', 'displaced']);
});

test('[SR2] two desks change two occurrences of a series at once, and both are exceptions of it', async () => {
  const id = await create();
  const other = await here.openDesk();
  const cancel = (date: string) => ({
    name: 'appointment.cancel',
    input: { appointmentId: occurrenceOn(id, date), reason: '' },
  });
  const dates = ['2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29', '2027-01-05'];
  const verdicts = await Promise.all(dates.map((date, nth) => (nth % 2 === 0 ? here.desk : other).send(cancel(date))));
  expect(verdicts.map(({ kind }) => kind)).toEqual(dates.map(() => 'accepted'));
  expect((await series(id)).exceptions.map(({ recurrenceId }) => recurrenceId.slice(0, 10)).toSorted()).toEqual(dates);
});

test('[SR1] what the server keeps in claims is what every desk works out of the document', async () => {
  const id = await create({
    phases: [{ minutes: 40, resourceIds: [clinic.ben, clinic.gym] }],
    serviceId: clinic.withBuffer,
  });
  const document = await series(id);
  const [first]: Appointment[] = [
    appointmentOf(document, { recurrenceId: mustBeWall('2026-12-01T09:00:00'), start: at('2026-12-01T08:00') }),
  ];
  expect(claimsAt(document, at('2026-12-01T08:00'))).toEqual(first?.claims);
  expect(await rows('claim', occurrenceOn(id, '2026-12-01'))).toBe(first?.claims.length);
});
