import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import { PREVIEW_LIMIT, type PreviewOutput, previewOutputSchema } from '#shared/replication/series-preview.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { type Instant, toIso } from '#shared/time/instant.ts';
import { repeating, weekly } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic, type TestDesk } from '#tests/server/test-clinic.ts';
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

async function ahead(overrides: Partial<SeriesCreate> = {}, from: Instant = at('2026-11-01T00:00'), by = here) {
  const { input } = repeating(overrides);
  const asked = { actorId: clinic.manager, ask: { kind: 'create' as const, input }, from };
  return by.authority.previewSeries(by.desk, asked);
}

function datesOf(output: PreviewOutput): readonly PreviewDate[] {
  return output.kind === 'dates' ? output.dates : [];
}

function lines(output: PreviewOutput): string[] {
  return datesOf(output).map(({ start, state, nearest }) =>
    [toIso(start).slice(0, 16), state.kind, nearest === null ? '' : toIso(nearest).slice(11, 16)].join(' ').trim(),
  );
}

test('[PV1] dates far ahead meet what is booked there, with the visit in the way and the nearest time that is free', async () => {
  const appointmentId = randomUUID();
  await here.desk.send(booking({ appointmentId, start: at('2027-07-06T07:00') }));
  const output = await ahead({ start: '2027-06-29T09:00:00', rules: ['FREQ=WEEKLY;COUNT=3'] });
  expect(lines(output)).toEqual(['2027-06-29T07:00 free', '2027-07-06T07:00 clash 07:30', '2027-07-13T07:00 free']);
  expect(output).toMatchObject({ next: null, inTheWay: [{ id: appointmentId }] });
  expect(previewOutputSchema.parse(JSON.parse(JSON.stringify(output)))).toEqual(output);
});

test('[PV1] [I6] what another clinic has there is nothing here, and nothing is written', async () => {
  const other = await openTestClinic({ database });
  await other.desk.send(booking({ start: at('2027-07-06T07:00') }));
  const overrides = { start: '2027-07-06T09:00:00', rules: ['FREQ=WEEKLY;COUNT=1'] };
  expect(lines(await ahead(overrides))).toEqual(['2027-07-06T07:00 free']);
  expect(lines(await ahead(overrides, at('2026-11-01T00:00'), other))).toEqual(['2027-07-06T07:00 clash 07:30']);
  const { documents } = await here.authority.pull(here.tenantId, { collection: 'series', checkpoint: null, limit: 10 });
  expect(documents).toEqual([]);
});

test('[PV1] a change is not in its own way, and meets its own series no more than a new one would', async () => {
  await here.desk.send(repeating({ start: '2027-06-29T09:00:00', rules: ['FREQ=WEEKLY;COUNT=3'] }));
  await here.desk.send(booking({ appointmentId: randomUUID(), start: at('2027-07-06T07:30') }));
  const input = {
    ...{ seriesId: weekly, nextSeriesId: seriesIdFrom(randomUUID()), scope: { kind: 'all' as const } },
    ...{ shiftMs: 900_000, decisions: [] },
  };
  const asked = { actorId: clinic.manager, ask: { kind: 'change' as const, input }, from: at('2026-11-01T00:00') };
  expect(lines(await here.authority.previewSeries(here.desk, asked))).toEqual([
    '2027-06-29T07:15 free',
    '2027-07-06T07:15 clash 07:00',
    '2027-07-13T07:15 free',
  ]);
});

test('[PV1] [SR15] [SR16] a change of a whole family shows the dates of every part, and of the visit it was made of', async () => {
  const [visitId, rest] = [randomUUID(), seriesIdFrom(randomUUID())];
  await here.desk.send(booking({ appointmentId: visitId, start: at('2027-06-29T07:00'), label: 'Mr Weekly' }));
  await here.desk.send(repeating({ start: '2027-06-29T09:00:00', rules: ['FREQ=WEEKLY;COUNT=4'], adopts: visitId }));
  const scope = { kind: 'following' as const, recurrenceId: '2027-07-13T09:00:00' };
  const what = { seriesId: weekly, nextSeriesId: rest, scope, shiftMs: 7_200_000, decisions: [] };
  await here.desk.send({ name: 'series.change', input: what });
  await here.desk.send(booking({ appointmentId: randomUUID(), start: at('2027-06-29T07:30') }));
  await here.desk.send(booking({ appointmentId: randomUUID(), start: at('2027-07-20T09:30') }));
  const whole = { kind: 'all' as const };
  const parts = [{ seriesId: rest, nextSeriesId: seriesIdFrom(randomUUID()), scope: whole }];
  const input = {
    ...{ seriesId: weekly, nextSeriesId: seriesIdFrom(randomUUID()), scope: whole, shiftMs: 900_000, decisions: [] },
    ...{ takes: [visitId], parts },
  };
  const asked = { actorId: clinic.manager, ask: { kind: 'change' as const, input }, from: at('2026-11-01T00:00') };
  expect(lines(await here.authority.previewSeries(here.desk, asked))).toEqual([
    '2027-06-29T07:15 clash 07:00',
    '2027-07-06T07:15 free',
    '2027-07-13T09:15 free',
    '2027-07-20T09:15 clash 09:00',
  ]);
});

test('[PV2] [I11] who is not at this desk, or may not book, is told nothing', async () => {
  const { input } = repeating();
  const asked = { ask: { kind: 'create' as const, input }, from: at('2026-11-01T00:00') };
  const stranger = await here.authority.previewSeries(here.desk, { ...asked, actorId: randomUUID() });
  expect(stranger).toMatchObject({ kind: 'refused', refusal: { code: 'actor-unknown' } });
  const person = { id: randomUUID(), name: 'Pat', title: '', role: 'practitioner' as const, color: '#000000' };
  await here.authority.putPerson(here.tenantId, { ...person, isActive: true }, null);
  await here.authority.bindPerson(here.desk, person.id);
  const practitioner = await here.authority.previewSeries(here.desk, { ...asked, actorId: person.id });
  expect(practitioner).toMatchObject({ kind: 'refused', refusal: { code: 'not-permitted' } });
});

test('[PV1] what another desk holds is in the way, and not what this one holds for the first date itself', async () => {
  const other = await here.openDesk();
  const place = (desk: TestDesk) => {
    const times = { start: at('2027-07-06T07:00'), phases: [{ minutes: 30, resourceIds: [clinic.anna] }] };
    const buffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
    const ids = { id: randomUUID(), ownerToken: randomUUID(), appointmentId: null, replaces: null };
    const who = { actorId: clinic.manager, locationId: clinic.location };
    return here.authority.holds.place(desk, { ...ids, ...who, ...times, ...buffers });
  };
  const overrides = { start: '2027-07-06T09:00:00', rules: ['FREQ=WEEKLY;COUNT=1'] };
  expect(await place(here.desk)).toMatchObject({ kind: 'held' });
  expect(lines(await ahead(overrides))).toEqual(['2027-07-06T07:00 free']);
  expect(lines(await ahead(overrides, at('2026-11-01T00:00'), { ...here, desk: other }))).toEqual([
    '2027-07-06T07:00 clash 07:30',
  ]);
});

test('[PV3] a page holds so many dates and says where the next begins; all pages are all dates, once each', async () => {
  const starts: Instant[] = [];
  for (let from: Instant | null = at('2027-01-01T00:00'), pages = 0; from !== null && pages < 20; pages += 1) {
    const page = await ahead({ rules: ['FREQ=DAILY;COUNT=150'] }, from);
    expect(datesOf(page).length).toBeLessThanOrEqual(PREVIEW_LIMIT);
    starts.push(...datesOf(page).map(({ start }) => start));
    from = page.kind === 'dates' ? page.next : null;
  }
  expect(new Set(starts).size).toBe(starts.length);
  // 150 days from 24 November: 38 of them are over by the turn of the year.
  expect(starts).toHaveLength(112);
});

test('[PV1] what cannot be made is refused with its reason', async () => {
  expect(await ahead({ locationId: randomUUID() })).toMatchObject({ refusal: { code: 'unknown-location' } });
});
