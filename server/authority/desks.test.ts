import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';
import { authenticateInGroups } from '#server/authority/desks.ts';

let here: TestClinic;
beforeAll(async () => {
  here = await openTestClinic();
});
afterAll(() => here.close());

async function asAdmin(statement: string): Promise<void> {
  const admin = await here.database.connectAs('admin');
  await admin.query(statement, [here.desk.deskId]);
  await admin.end();
}

test('[DK1] a key that has ended is believed for a second at most, and one that is back is believed at once', async () => {
  let now = 0;
  const authenticate = authenticateInGroups(here.database.db, () => now);
  const { tenantId, deskId, key } = here.desk;
  const known = { tenantId, deskId, deskName: 'Front' };
  expect(await authenticate(key)).toEqual(known);
  await asAdmin('update desk set revoked_at = now() where id = $1');
  now = 999;
  expect(await authenticate(key)).toEqual(known);
  now = 1_000;
  expect(await authenticate(key)).toBeNull();
  await asAdmin('update desk set revoked_at = null where id = $1');
  expect(await authenticate(key)).toEqual(known);
});

test('[DK1] [PL7] only the very key that has proved itself is believed', async () => {
  const authenticate = authenticateInGroups(here.database.db, () => 0);
  const { key } = here.desk;
  await authenticate(key);
  const other = key.endsWith('A') ? 'B' : 'A';
  const answers = [`${key.slice(0, -1)}${other}`, key.slice(0, -1), `${key} `, ''].map(authenticate);
  expect(await Promise.all(answers)).toEqual([null, null, null, null]);
});
