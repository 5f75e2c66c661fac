import { afterAll, beforeAll, expect, test } from 'vitest';
import { clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';
import { must } from '#shared/lib/must.ts';
import { findTenant } from '#server/authority/tenants.ts';
import { authenticateInGroups, enrolDesk } from '#server/authority/desks.ts';

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

test('[DN1] desks that are enrolled at the same time under one name are called differently', async () => {
  const { db } = here.database;
  const { enrolmentCode } = must(await findTenant(db, here.tenantId), 'the clinic');
  const enrolments = await Promise.all(Array.from({ length: 5 }, () => enrolDesk(db, enrolmentCode, 'Reception')));
  const ids = enrolments.map((one) => one?.deskId);
  const { desks } = await here.authority.renewLeases(here.desk);
  const names = desks.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  expect(names.toSorted()).toEqual(['Reception', 'Reception 2', 'Reception 3', 'Reception 4', 'Reception 5']);
});

test('[DN2] a renamed desk is called so everywhere; a receptionist renames none, and a name stays one desk’s', async () => {
  const other = await here.openDesk();
  const rename = (name: string) => ({ name: 'desk.rename', input: { deskId: other.deskId, name } });
  const refused = await here.desk.send(rename('Mine'), { actorId: clinic.receptionist });
  expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'not-permitted' } });
  expect(await here.desk.send(rename('Back office'))).toMatchObject({ kind: 'accepted' });
  const nameOf = async () => {
    const { desks } = await here.authority.renewLeases(here.desk);
    return desks.find(({ id }) => id === other.deskId)?.name;
  };
  expect(await nameOf()).toBe('Back office');
  expect(await here.desk.send(rename('front'))).toMatchObject({ kind: 'accepted' });
  expect(await nameOf()).toBe('front 2');
  expect(await here.desk.send(rename('Front 2'))).toMatchObject({ kind: 'accepted' });
  expect(await nameOf()).toBe('Front 2');
});
