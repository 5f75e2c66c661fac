import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { derivedId } from '#shared/lib/derived-id.ts';
import { must } from '#shared/lib/must.ts';
import { type Command, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { instant, plusMinutes } from '#shared/time/instant.ts';
import { type Child, startChild } from '#tests/bench/load/child-process.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { noRedis, type RedisServer, startRedisServer } from '#tests/server/redis-server.ts';
import { testClient } from '#tests/server/test-client.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hold-processes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Pair = {
  readonly servers: readonly [Child, Child];
  readonly desks: readonly [Desk, Desk];
  readonly keys: readonly string[];
  readonly actorId: string;
  readonly database: TestDatabase;
  close(): Promise<void>;
};
type Desk = ReturnType<typeof testClient>;

/** Two server processes on one database, and a desk at each. */
async function openPair(...args: string[]): Promise<Pair> {
  const database = await openTestDatabase();
  const { connectionString } = z.object({ connectionString: z.string() }).parse(database.connection);
  const start = (name: string): Promise<Child> =>
    startChild(
      ['server', 'main.ts'],
      ['--port', '0', '--empty', '--database-url', connectionString, '--data', join(folder, name), ...args],
    );
  const servers = [await start('one'), await start('two')] as const;
  const { code } = z.object({ code: z.string() }).parse(await (await fetch(`${servers[0].url}/enrolment`)).json());
  const keys: string[] = [];
  let actorId = '';
  for (const { url } of servers) {
    const { deskKey, tenantId } = await testClient(url, null).session.enrol.mutate({ code, deskName: `Desk ${url}` });
    actorId = derivedId('first-owner', tenantId);
    await testClient(url, deskKey).session.signIn.mutate({ personId: actorId, pin: '0000' });
    keys.push(deskKey);
  }
  const [first, second] = [testClient(servers[0].url, keys[0] ?? ''), testClient(servers[1].url, keys[1] ?? '')];
  const setUp = [
    upsert('location.upsert', location()),
    ...[clinic.anna, clinic.room1].map((id) => upsert('resource.upsert', resource({ id }))),
    upsert('service.upsert', service({ id: clinic.visit })),
  ];
  await first.commands.push.mutate({ commands: setUp.map((intent) => commandOf(intent, actorId)) });
  const close = async (): Promise<void> => {
    for (const server of servers) await server.end();
    await database.close();
  };
  return { servers, desks: [first, second], keys, actorId, database, close };
}

/** What a desk's EventSource does, which Node lacks. */
async function listen(url: string, deskKey: string) {
  const parameters = encodeURIComponent(JSON.stringify({ deskKey, protocol: String(PROTOCOL_VERSION) }));
  const response = await fetch(`${url}/trpc/replica.poke?connectionParams=${parameters}`);
  const reader = must(response.body, 'a stream').pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const reading = (async () => {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) text += chunk.value;
  })();
  return {
    text: () => text,
    stop: async () => {
      await reader.cancel();
      await reading;
    },
  };
}

function commandOf({ name, input }: { readonly name: string; readonly input: unknown }, actorId: string): Command {
  return { id: randomUUID(), name, actorId, deskTime: instant(Date.now()), sequence: 1, input, hold: null };
}

test('[MS1] [MS2] two processes: a hold of one is told, listed and refused by the other, and outlives a kill -9 until it expires', async () => {
  const { servers, desks, keys, actorId, database, close } = await openPair();
  const [one, two] = desks;
  const stream = await listen(servers[1].url, keys[1] ?? '');
  try {
    await until(() => stream.text().includes('"kind":"hello"'));
    const wish = holdWish({ actorId, start: at('2027-09-01T09:00') });
    expect(await one.holds.place.mutate(wish)).toMatchObject({ kind: 'held' });
    await until(() => stream.text().includes('"kind":"holds"'));
    expect((await two.holds.list.query()).holds.map(({ id }) => id)).toEqual([wish.id]);
    process.kill(servers[0].pid, 'SIGKILL');
    const rival = () => holdWish({ actorId, start: wish.start });
    expect(await two.holds.place.mutate(rival())).toMatchObject({ kind: 'taken' });
    const admin = await database.connectAs('admin');
    await admin.query('update hold set expires_at_ms = $2 where id = $1', [wish.id, Date.now() + 200]);
    await admin.end();
    await until(async () => (await two.holds.place.mutate(rival())).kind === 'held');
    expect((await two.holds.list.query()).holds.map(({ id }) => id)).not.toContain(wish.id);
  } finally {
    await stream.stop();
    await close();
  }
}, 60_000);

test('[MS2] the owner of a hold confirms it on another server than the one that was killed', async () => {
  const { servers, desks, actorId, close } = await openPair();
  try {
    const wish = holdWish({ actorId, start: at('2027-09-02T09:00') });
    await desks[0].holds.place.mutate(wish);
    process.kill(servers[0].pid, 'SIGKILL');
    const intent = booking({ appointmentId: randomUUID(), start: wish.start });
    const command = { ...commandOf(intent, actorId), hold: ownHold(wish) };
    const { verdicts } = await desks[1].commands.push.mutate({ commands: [command] });
    expect(verdicts[0]?.verdict.kind).toBe('accepted');
  } finally {
    await close();
  }
}, 60_000);

test.skipIf(noRedis !== null)(
  '[RS3] [RS5] two processes and a Redis: 50 slots, 20 attempts each, are held once each; health says where',
  async () => {
    const redis: RedisServer = await startRedisServer();
    const { servers, desks, actorId, close } = await openPair('--redis-url', redis.url);
    try {
      expect(await holdsOf(servers[0].url)).toEqual({ keptIn: 'redis', redis: 'up' });
      const placed = await Promise.all(
        Array.from({ length: 1_000 }, (_, number) => {
          const start = plusMinutes(at('2027-10-04T00:00'), 30 * (number % 50));
          return must(desks[number % 2], 'a desk').holds.place.mutate(holdWish({ actorId, start }));
        }),
      );
      expect(placed.filter(({ kind }) => kind === 'held')).toHaveLength(50);
      expect(placed.filter(({ kind }) => kind === 'taken')).toHaveLength(950);
      expect((await desks[1].holds.list.query()).holds).toHaveLength(50);
      await redis.kill();
      await until(async () => (await holdsOf(servers[1].url)).redis === 'away');
      expect(await holdsOf(servers[1].url)).toEqual({ keptIn: 'postgresql', redis: 'away' });
    } finally {
      await close();
      await redis.close();
    }
  },
  60_000,
);

const healthSchema = z.object({ holds: z.object({ keptIn: z.string(), redis: z.string() }) });

async function holdsOf(url: string) {
  return healthSchema.parse(await (await fetch(`${url}/health`)).json()).holds;
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isTrue()); tries += 1) {
    expect(tries).toBeLessThan(500);
    await sleep(20);
  }
}
