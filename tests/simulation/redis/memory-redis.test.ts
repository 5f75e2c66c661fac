import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Claim } from '#shared/scheduling/claim.ts';
import { must } from '#shared/lib/must.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { connectRedis, type RedisLink } from '#server/authority/redis/redis-link.ts';
import { restingLink } from '#server/authority/redis/resting-link.ts';
import { type FencedHold, TenantHolds } from '#server/authority/redis/tenant-holds.ts';
import { at } from '#tests/builders/clinic.ts';
import { noRedis, type RedisServer, startRedisServer } from '#tests/server/redis-server.ts';
import { fate } from '#tests/simulation/fate.ts';
import { MemoryRedis } from '#tests/simulation/redis/memory-redis.ts';

const tenantId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const ids = Array.from({ length: 6 }, (_, number) => `5eed0000-0000-4000-8000-00000000000${number}`);

function modelled(memory: MemoryRedis): TenantHolds {
  const evaluate = async (script: string, keys: readonly string[], args: readonly string[]) =>
    memory.evaluate(script, keys, args);
  return new TenantHolds(restingLink({ isReady: () => true, evaluate }), tenantId);
}

/** Across midnight now and then, so that two keys are of one claim. */
function claimOf(number: number): Claim {
  const luck = (aspect: string): number => fate(number, 'claim', aspect);
  const start = plusMinutes(at('2027-05-01T23:00'), 15 * Math.floor(6 * luck('start')));
  const resourceId = must(ids[Math.floor(2 * luck('resource'))], 'a resource');
  const part = luck('part') < 0.7 ? 'visit' : 'buffer';
  return { resourceId, lane: 0, start, end: plusMinutes(start, 30), part };
}

/** What of an answer does not depend on when it was given. */
function lasting({ id, claims, endedAt, tokenHash }: FencedHold) {
  return { id, claims, hasEnded: endedAt !== null, token: tokenHash.toString('hex') };
}

/** One step of many; the same number is the same step. */
async function step(holds: TenantHolds, number: number): Promise<unknown> {
  const luck = (aspect: string): number => fate(number, 'step', aspect);
  const id = must(ids[Math.floor(ids.length * luck('id'))], 'an id');
  const claims = [claimOf(number), claimOf(number + 10_000)].slice(0, luck('both') < 0.3 ? 2 : 1);
  const hold = { id, tokenHash: Buffer.from(id), deskId: id, actorId: id, appointmentId: null, claims };
  const { rows } = await holds.find([id]);
  const what = luck('what');
  if (what < 0.35) return (await holds.take({ claims, lastsMs: 60_000, holder: hold, letGo: [], fences: [] })).kind;
  if (what < 0.55) {
    const fences = rows.map((row) => (luck('stale') < 0.3 ? { ...row, version: '1' } : row));
    const wish = { claims, lastsMs: 60_000, holder: `m:${id}` as const, letGo: [id], fences };
    return (await holds.take(wish)).kind;
  }
  if (what < 0.65) return holds.insertEnded(hold);
  if (what < 0.75) return Promise.all(rows.map((row) => holds.extend(row, 90_000)));
  if (what < 0.85) return holds.end(id, rows[0]?.claims ?? claims, luck('how') < 0.5 ? 'end' : 'forget');
  if (what < 0.9) return holds.end(`m:${id}`, claims, 'forget');
  if (what < 0.95) return (await holds.live()).map(lasting).sort((a, b) => (a.id < b.id ? -1 : 1));
  const found = await holds.claims(claims);
  return [rows.map(lasting), found.map((claim) => JSON.stringify(claim)).sort()];
}

describe.skipIf(noRedis !== null)('the model of Redis beside a real one', () => {
  let redis: RedisServer;
  let link: RedisLink;
  beforeAll(async () => {
    redis = await startRedisServer();
    link = await connectRedis(redis.url, () => undefined);
  });
  afterAll(async () => {
    await link.close();
    await redis.close();
  });

  test('[RS1] answers two thousand calls of the product as that does', async () => {
    const real = new TenantHolds(link, tenantId);
    const model = modelled(new MemoryRedis(() => Date.now()));
    const kinds = new Set<string>();
    for (let number = 0; number < 2_000; number += 1) {
      const [theirs, ours] = [await step(real, number), await step(model, number)];
      expect([number, ours]).toEqual([number, theirs]);
      if (typeof theirs === 'string') kinds.add(theirs);
    }
    expect([...kinds].sort()).toEqual(['fenced', 'held', 'known', 'taken']);
  });
});

test('[RS2] a version grows, and after all is forgotten it still does; what has lapsed is gone', async () => {
  let now = Date.UTC(2026, 10, 23, 7);
  const memory = new MemoryRedis(() => now);
  const holds = modelled(memory);
  const place = async (): Promise<number> => {
    const hold = {
      id: randomUUID(),
      deskId: '',
      actorId: '',
      appointmentId: null,
      tokenHash: Buffer.of(1),
      claims: [],
    };
    const taken = await holds.take({ claims: [claimOf(1)], lastsMs: 5_000, holder: hold, letGo: [], fences: [] });
    now += 5_000;
    return taken.kind === 'held' ? Number(taken.version) : 0;
  };
  const first = await place();
  const second = await place();
  memory.load(new Map());
  expect(first).toBeGreaterThan(0);
  expect(second).toBeGreaterThan(first);
  expect(await place()).toBeGreaterThan(second);
  expect(await holds.live()).toEqual([]);
});
