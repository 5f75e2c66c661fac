import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import type { Collection, Documents } from '#shared/scheduling/world.ts';
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

const hour = 3_600_000;
const first = '2026-12-01T08:00';

/** Four Tuesdays at nine in Berlin from 1 December, made of a visit that was booked before. */
async function made() {
  const [visitId, seriesId] = [randomUUID(), seriesIdFrom(randomUUID())];
  await here.desk.send(booking({ appointmentId: visitId, start: at(first), label: 'Mr Weekly', source: 'phone' }));
  const what = { seriesId, adopts: visitId, start: '2026-12-01T09:00:00', rules: ['FREQ=WEEKLY;COUNT=4'] };
  expect((await here.desk.send(repeating(what))).kind).toBe('accepted');
  return { visitId, seriesId };
}

async function all<Name extends Collection>(collection: Name): Promise<readonly Documents[Name][]> {
  const page = await here.authority.pull(here.tenantId, { collection, checkpoint: null, limit: 100 });
  return page.documents.map(({ document }) => document as Documents[Name]); // Of the collection that was asked for.
}

async function found(visitId: string): Promise<Appointment | undefined> {
  return (await all('appointments')).find(({ id }) => id === visitId);
}

const change = (seriesId: string, overrides: object = {}) => ({
  name: 'series.change',
  input: {
    ...{ seriesId, nextSeriesId: seriesIdFrom(randomUUID()), scope: { kind: 'all' }, shiftMs: hour, decisions: [] },
    ...overrides,
  },
});

/** Whether the half hour is free for somebody else. */
async function isFree(start: string): Promise<boolean> {
  const appointmentId = randomUUID();
  const { kind } = await here.desk.send(booking({ appointmentId, start: at(start) }));
  if (kind === 'accepted') await here.desk.send({ name: 'appointment.cancel', input: { appointmentId, reason: '' } });
  return kind === 'accepted';
}

test('[SR15] the visit that a series was made of moves with all of it: one verdict, its old time is free, its new one is not', async () => {
  const { visitId, seriesId } = await made();
  const verdict = await here.desk.send(change(seriesId, { takes: [visitId] }));
  expect(verdict.kind).toBe('accepted');
  expect(verdict.revisions.filter(({ id }) => id === visitId)).toEqual([
    { collection: 'appointments', id: visitId, version: 3 },
  ]);
  expect(await found(visitId)).toMatchObject({ start: at('2026-12-01T09:00'), status: 'booked', source: 'phone' });
  const dates = ['2026-12-01', '2026-12-08', '2026-12-22'];
  for (const date of dates) {
    expect(await isFree(`${date}T08:00`)).toBe(true);
    expect(await isFree(`${date}T09:00`)).toBe(false);
  }
});

test('[SR15] [I1] somebody moves the visit by hand while all of it is moved: it is in one place, and the series knows it', async () => {
  const { visitId, seriesId } = await made();
  const other = await here.openDesk();
  const phases = [{ minutes: 30, resourceIds: [clinic.anna, clinic.room1] }];
  const seen = seenPlacement({ start: at(first), phases });
  const byHand = { appointmentId: visitId, start: at('2026-12-01T13:00'), swaps: [], seen };
  const [moved, changed] = await Promise.all([
    other.send({ name: 'appointment.move', input: byHand }),
    here.desk.send(change(seriesId, { takes: [visitId] })),
  ]);
  expect(changed.kind).toBe('accepted');
  const visit = await found(visitId);
  expect(visit?.start).toBe(moved.kind === 'accepted' ? byHand.start : at('2026-12-01T09:00'));
  const series: readonly BookedSeries[] = await all('series');
  const naming = series.filter(({ exceptions }) => exceptions.some(({ appointmentId }) => appointmentId === visitId));
  expect(naming.map(({ id }) => id)).toEqual([visit?.occurrence?.seriesId]);
});

test('[SR16] all of a series that another desk has changed from one date on ends by one command, or not at all', async () => {
  const { visitId, seriesId } = await made();
  const other = await here.openDesk();
  const rest = seriesIdFrom(randomUUID());
  const scope = { kind: 'following', recurrenceId: '2026-12-15T09:00:00' };
  await other.send(change(seriesId, { nextSeriesId: rest, scope }));
  const parts = [{ seriesId: rest, scope: { kind: 'all' } }];
  const input = { seriesId, scope: { kind: 'all' }, reason: 'ill', keepsMoved: true, takes: [visitId], parts };
  const renamed = seriesIdFrom(randomUUID());
  await other.send(change(rest, { nextSeriesId: renamed, shiftMs: 0, notes: 'X-ray' }));
  expect(await here.desk.send({ name: 'series.cancel', input })).toMatchObject({
    kind: 'refused',
    refusal: { code: 'series-ended' },
  });
  expect((await found(visitId))?.status).toBe('booked');
  const now = { ...input, parts: [{ seriesId: renamed, scope: { kind: 'all' } }] };
  expect((await here.desk.send({ name: 'series.cancel', input: now })).kind).toBe('accepted');
  expect((await found(visitId))?.status).toBe('cancelled');
  for (const start of [first, '2026-12-08T08:00', '2026-12-15T09:00', '2026-12-22T09:00'])
    expect(await isFree(start)).toBe(true);
});
