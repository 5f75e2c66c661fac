import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RANGE_DAYS } from '#shared/replication/protocol.ts';
import { EARLIEST, type Instant, instant, LATEST, plusMinutes } from '#shared/time/instant.ts';
import { at } from '#tests/builders/clinic.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';

let server: TestServer;
let key: string;
beforeAll(async () => {
  server = await startTestServer();
  key = (await server.enrol()).deskKey;
});
afterAll(() => server.close());

const from = at('2022-01-03T00:00');
const inDays = (days: number): Instant => plusMinutes(from, days * 1440);

async function statusOf(range: { readonly from: Instant; readonly to: Instant }, deskKey: string | null = key) {
  try {
    return await server.client(deskKey).replica.range.query(range);
  } catch (error) {
    return error instanceof TRPCClientError ? [error.data?.httpStatus, error.message] : error;
  }
}

test('[RG2] eight days are answered', async () => {
  const nothing = { appointments: [], blocks: [], isCut: false };
  expect(await statusOf({ from, to: inDays(RANGE_DAYS) })).toEqual(nothing);
  expect(await statusOf({ from: EARLIEST, to: plusMinutes(EARLIEST, 1) })).toEqual(nothing);
});

test.each([
  ['longer than eight days', { from, to: instant(inDays(RANGE_DAYS) + 1) }],
  ['empty', { from, to: from }],
  ['reversed', { from: inDays(1), to: from }],
  ['before anything can be booked', { from: instant(EARLIEST - 1), to: EARLIEST }],
  ['after anything can be booked', { from: LATEST, to: plusMinutes(LATEST, 1) }],
])('[RG2] a range that is %s is refused as a whole', async (_what, range) => {
  expect(await statusOf(range)).toEqual([400, 'invalid-request']);
});

test('[RG1] [PL7] without a key there is nothing to see', async () => {
  expect(await statusOf({ from, to: inDays(1) }, null)).toEqual([401, 'desk-unknown']);
});
