import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant, type Instant } from '#shared/time/instant.ts';
import { clinic } from '#tests/builders/clinic.ts';
import { location } from '#tests/builders/clinic.ts';
import { longestWaitDuring } from '#tests/server/lock-waits.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
beforeAll(async () => {
  here = await openTestClinic();
  const resourceIds = [clinic.room1, clinic.room2];
  const set = { leaseRules: [{ deskId: here.desk.deskId, resourceIds, days: 1, lastsMinutes: null }] };
  const input = { id: clinic.location, set, was: { leaseRules: location().leaseRules ?? [] } };
  expect(await here.desk.send({ name: 'location.upsert', input })).toMatchObject({ kind: 'accepted' });
});
afterAll(() => here.close());

test('[HS5] somebody who sits on a resource keeps its lease away and no other, and nobody waits for them for a second', async () => {
  const sitting = await here.database.connectAs('admin');
  await sitting.query('begin');
  await sitting.query('select from resource where id = $1 for key share', [clinic.room1]);
  const renewing = here.authority.renewLeases(here.desk);
  const longest = await longestWaitDuring(sitting, renewing);
  const { leases } = await renewing;
  expect(new Set(leases.map(({ resourceId }) => resourceId))).toEqual(new Set([clinic.room2]));
  expect(longest).toBeGreaterThan(0);
  expect(longest).toBeLessThan(1_000);
  await sitting.query('commit');
  await sitting.end();
  const { leases: later } = await here.authority.renewLeases(here.desk);
  expect(new Set(later.map(({ resourceId }) => resourceId))).toEqual(new Set([clinic.room1, clinic.room2]));
});

test('[HS5] giving a lease up waits for nobody for a second, and is answered as an outage in the end', async () => {
  const [lease] = (await here.authority.renewLeases(here.desk)).leases;
  const sitting = await here.database.connectAs('admin');
  await sitting.query('begin');
  await sitting.query('select from lease where id = $1 for update', [lease?.id]);
  const slices = [{ leaseId: lease?.id ?? '', start: lease?.start ?? zero, end: lease?.end ?? zero }];
  const giving = here.authority.giveUpLeases(here.desk, slices).catch((error: unknown) => error);
  expect(await longestWaitDuring(sitting, giving)).toBeLessThan(1_000);
  expect(await giving).toMatchObject({ reason: 'busy' });
  await sitting.query('commit');
  await sitting.end();
});

const zero: Instant = instant(0);
