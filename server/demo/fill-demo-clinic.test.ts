import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { parseInstant } from '#shared/time/instant.ts';
import { type Authority, createAuthority } from '#server/authority/authority.ts';
import { withTenant } from '#server/database/tenant-scope.ts';
import { type Database, openDatabase } from '#server/database/open-database.ts';
import { fillDemoClinic } from '#server/demo/fill-demo-clinic.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-demo-'));
const startedAt = must(parseInstant('2026-11-21T11:00:00Z'), 'an instant');
let database: Database;
let authority: Authority;

beforeAll(async () => {
  database = await openDatabase({ dataDir });
  authority = createAuthority(database);
}, 60_000);

afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function countRows(tenantId: string): Promise<Record<string, number>> {
  const query = sql<Record<string, number>>`select
    (select count(*)::integer from command) as commands,
    (select count(*)::integer from appointment) as appointments,
    (select count(*)::integer from claim) as claims,
    (select sum(version)::integer from appointment) as versions,
    (select count(*)::integer from client) as clients,
    (select count(*)::integer from person) as people,
    (select count(*)::integer from appointment where is_displaced) as displaced`;
  const { rows } = await withTenant(database.db, tenantId, (tx) => query.execute(tx));
  return must(rows[0], 'a count is one row');
}

test('the server takes the whole demo; what was half filled is filled up, and filling again changes nothing', async () => {
  const tenantId = randomUUID();
  const lost = new Error('the power is gone');
  const breaking: Authority = {
    ...authority,
    execute: async (desk, commands) => {
      const isVisits = commands.some(({ name }) => name === 'appointment.book');
      await authority.execute(desk, isVisits ? commands.slice(0, 150) : commands);
      if (isVisits) throw lost;
      return [];
    },
  };
  await expect(fillDemoClinic(breaking, { tenantId, startedAt })).rejects.toBe(lost);
  const filled = await fillDemoClinic(authority, { tenantId, startedAt });
  expect(filled).toMatchObject({ refused: 0, displaced: 3, adjusted: 0 });
  const before = await countRows(tenantId);
  expect(await fillDemoClinic(authority, { tenantId, startedAt })).toEqual(filled);
  expect(await countRows(tenantId)).toEqual(before);
}, 180_000);

test('everybody of the demo signs in with the PIN that the sign-in screen tells', async () => {
  const tenantId = randomUUID();
  await fillDemoClinic({ ...authority, execute: () => Promise.resolve([]) }, { tenantId, startedAt });
  const tenant = must(await authority.findTenant(tenantId), 'the demo made it');
  const page = await authority.pull(tenantId, { collection: 'people', checkpoint: null, limit: 100 });
  expect(page.documents).toHaveLength(19);
  const desk = { tenantId, deskId: randomUUID() };
  await authority.ensureDesk(desk, 'Front');
  for (const { document } of page.documents) {
    const personId = (document as { id: string }).id; // The wire's documents are of no type until parsed.
    const answer = await authority.signIn(desk, { personId, pin: must(tenant.signInHint, 'the demo has a hint').pin });
    expect(answer.kind).toBe('signed-in');
  }
}, 60_000);
