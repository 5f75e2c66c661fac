import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

let database: TestDatabase;
let client: Client;
const tenant = randomUUID();
let resource = '';

beforeAll(async () => {
  database = await openTestDatabase();
  client = await database.connectAs('admin');
});
afterAll(async () => {
  await client.end();
  await database.close();
});
beforeEach(async () => {
  resource = randomUUID();
  await client.query('insert into resource (tenant_id, id, doc) values ($1, $2, $3)', [
    tenant,
    resource,
    { id: resource, version: 1 },
  ]);
});

const nine = Date.UTC(2026, 10, 23, 9);
const minute = 60_000;

type Span = { from: number; to: number; part?: string; lane?: number; holder?: string; tenantId?: string };

/** The SQLSTATE and constraint of the error, or `taken in`. */
async function claim({
  from,
  to,
  part = 'visit',
  lane = 0,
  holder = randomUUID(),
  tenantId = tenant,
}: Span): Promise<string> {
  const values = [tenantId, resource, lane, nine + from * minute, nine + to * minute, part, holder];
  const text = `insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id)
    values ($1, $2, $3, $4, $5, $6, 'appointment', $7)`;
  return client.query(text, values).then(
    () => 'taken in',
    (error: { code: string; constraint?: string }) => `${error.code} ${error.constraint ?? ''}`,
  );
}

const taken = '23P01 claim_free';

describe('what collides', () => {
  test('[F7] two visits on one lane never share time', async () => {
    expect(await claim({ from: 0, to: 30 })).toBe('taken in');
    expect(await claim({ from: 29, to: 60 })).toBe(taken);
    expect(await claim({ from: -60, to: 1 })).toBe(taken);
    expect(await claim({ from: 5, to: 10 })).toBe(taken);
  });

  test('neighbours touch without colliding', async () => {
    expect(await claim({ from: 0, to: 30 })).toBe('taken in');
    expect(await claim({ from: 30, to: 60 })).toBe('taken in');
  });

  test('[BK5] two buffers share time, in the constraint itself', async () => {
    expect(await claim({ from: 0, to: 15, part: 'buffer' })).toBe('taken in');
    expect(await claim({ from: 5, to: 20, part: 'buffer' })).toBe('taken in');
    expect(await claim({ from: 0, to: 15, part: 'buffer' })).toBe('taken in');
  });

  test('[BK5] no buffer overlaps a visit, whichever comes first', async () => {
    expect(await claim({ from: 0, to: 30 })).toBe('taken in');
    expect(await claim({ from: 20, to: 40, part: 'buffer' })).toBe(taken);
    expect(await claim({ from: 60, to: 75, part: 'buffer' })).toBe('taken in');
    expect(await claim({ from: 70, to: 100 })).toBe(taken);
  });

  test('other lanes and other resources are free', async () => {
    expect(await claim({ from: 0, to: 30 })).toBe('taken in');
    expect(await claim({ from: 0, to: 30, lane: 1 })).toBe('taken in');
    const elsewhere = randomUUID();
    await client.query('insert into resource (tenant_id, id, doc) values ($1, $2, $3)', [
      tenant,
      elsewhere,
      { id: elsewhere, version: 1 },
    ]);
    resource = elsewhere;
    expect(await claim({ from: 0, to: 30 })).toBe('taken in');
  });
});

describe('[F11] what a claim may be', () => {
  const day = 1440;
  test.each([
    ['empty', { from: 0, to: 0 }],
    ['longer than a day', { from: 0, to: day + 1 }],
    ['before 2000', { from: -30 * 365 * day, to: -30 * 365 * day + 10 }],
    ['after 2099', { from: 80 * 365 * day, to: 80 * 365 * day + 10 }],
  ])('%s: refused', async (_what, span) => {
    expect(await claim(span)).toBe('23514 claim_span');
  });

  test('turned around: no range, and refused as such', async () => {
    expect(await claim({ from: 10, to: 0 })).toBe('22000 ');
  });

  test('a whole day is taken in', async () => {
    expect(await claim({ from: 0, to: day })).toBe('taken in');
  });

  test('a range without end cannot be written at all: ranges are computed from bounded numbers', async () => {
    const text = `insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id, during)
      values ($1, $2, 0, 1, 2, 'visit', 'appointment', $1, '[2026-01-01,infinity)')`;
    await expect(client.query(text, [tenant, resource])).rejects.toMatchObject({ code: '428C9' });
  });

  test('a guard cannot be chosen by whoever writes', async () => {
    const text = `insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id, guard)
      values ($1, $2, 0, 1, 2, 'visit', 'appointment', $1, '[7,8)')`;
    await expect(client.query(text, [tenant, resource])).rejects.toMatchObject({ code: '428C9' });
  });

  test('a claim names a resource of its own tenant', async () => {
    expect(await claim({ from: 0, to: 30, tenantId: randomUUID() })).toBe('23503 claim_tenant_id_resource_id_fkey');
  });
});
