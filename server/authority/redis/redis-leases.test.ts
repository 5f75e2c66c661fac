import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { LeaseRule } from '#shared/scheduling/lease.ts';
import { instant, plusMinutes } from '#shared/time/instant.ts';
import { type Authority, createAuthority } from '#server/authority/authority.ts';
import { connectRedis, type RedisLink } from '#server/authority/redis/redis-link.ts';
import { booking } from '#tests/builders/booking.ts';
import { clinic, resource } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { noRedis, type RedisServer, startRedisServer } from '#tests/server/redis-server.ts';
import { openTestClinic, type TestClinic, type TestDesk } from '#tests/server/test-clinic.ts';

/** The database's clock is the computer's, so leased time is soon. */
const start = instant(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000);
const end = plusMinutes(start, 30);

describe.skipIf(noRedis !== null)('leases, and holds in Redis', () => {
  let here: TestClinic;
  let other: TestDesk;
  let redis: RedisServer;
  let link: RedisLink;
  let authority: Authority;
  let rules: LeaseRule[] = [];

  beforeAll(async () => {
    here = await openTestClinic();
    other = await here.openDesk();
    redis = await startRedisServer();
    link = await connectRedis(redis.url, () => undefined);
    authority = createAuthority(here.database, { redis: link });
  });
  afterAll(async () => {
    await link.close();
    await redis.close();
    await here.close();
  });

  async function leaseToMe(resourceIds: string[]): Promise<void> {
    const next: LeaseRule[] = [{ deskId: here.desk.deskId, resourceIds, days: 3, lastsMinutes: null }];
    const input = { id: clinic.location, set: { leaseRules: next }, was: { leaseRules: rules } };
    expect(await here.desk.send({ name: 'location.upsert', input })).toMatchObject({ kind: 'accepted' });
    rules = next;
  }

  const wishFor = (resourceId: string) => holdWish({ start, phases: [{ minutes: 30, resourceIds: [resourceId] }] });

  /** Whether the desk has the half-hour of this resource. */
  async function isLeased(resourceId: string): Promise<boolean> {
    const { leases } = await authority.renewLeases(here.desk);
    return leases.some((lease) => lease.resourceId === resourceId && lease.start < end && start < lease.end);
  }

  test('[RS7] a lease is not granted over a hold that is in Redis, and is when that is over', async () => {
    await leaseToMe([clinic.room1]);
    const wish = wishFor(clinic.room1);
    expect(await authority.holds.place(other, wish)).toMatchObject({ kind: 'held' });
    expect(await isLeased(clinic.room1)).toBe(false);
    await authority.holds.release(other, wish);
    expect(await isLeased(clinic.room1)).toBe(true);
  });

  test('[RS7] who holds waits for whoever is granting on the resource, and then sees the lease', async () => {
    await leaseToMe([clinic.room2]);
    const granting = await here.database.connectAs('admin');
    await granting.query('begin');
    await granting.query('select from resource where id = $1 for update', [clinic.room2]);
    const placing = authority.holds.place(other, wishFor(clinic.room2));
    await expect.poll(async () => (await granting.query('select from pg_locks where not granted')).rowCount).toBe(1);
    await granting.query(
      `insert into lease (tenant_id, id, desk_id, resource_id, start_ms, end_ms, expires_at_ms)
       values ($1, $2, $3, $4, $5, $6, $6)`,
      [here.tenantId, randomUUID(), here.desk.deskId, clinic.room2, start, end],
    );
    await granting.query('commit');
    await granting.end();
    expect(await placing).toMatchObject({ kind: 'taken', conflicts: [{ reason: 'leased' }] });
  });

  test('[RS7] holds and grants that meet on twenty resources: never both', async () => {
    const rooms = Array.from({ length: 20 }, (_, number) => derivedId('leased-room', String(number)));
    await here.desk.push(rooms.map((id) => here.desk.command(upsert('resource.upsert', resource({ id })))));
    await leaseToMe(rooms);
    const placing = rooms.toReversed().map((room) => authority.holds.place(other, wishFor(room)));
    const { leases } = await authority.renewLeases(here.desk);
    const held = (await Promise.all(placing)).flatMap((one) => (one.kind === 'held' ? one.hold.claims : []));
    const both = held.filter(({ resourceId }) =>
      leases.some((lease) => lease.resourceId === resourceId && lease.start < end && start < lease.end),
    );
    expect(both).toEqual([]);
  });

  test('[LE10] what a desk books in its lease takes the place of a hold that one of its windows left in Redis', async () => {
    await leaseToMe([clinic.ben]);
    expect(await isLeased(clinic.ben)).toBe(true);
    const wish = wishFor(clinic.ben);
    expect(await authority.holds.place(here.desk, wish)).toMatchObject({ kind: 'held' });
    const visit = booking({ appointmentId: randomUUID(), start, phases: wish.phases });
    const [decided] = await authority.execute(here.desk, [here.desk.command(visit)]);
    expect(decided?.verdict.kind).toBe('accepted');
    expect(await authority.holds.extend(here.desk, ownHold(wish))).toEqual({ kind: 'ended' });
    const { holds } = await authority.holds.list(here.desk);
    expect(holds.map(({ id }) => id)).not.toContain(wish.id);
  });
});
