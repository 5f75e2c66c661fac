import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { instant } from '#shared/time/instant.ts';
import { type RunningServer, startServer } from '#server/start-server.ts';
import { attemptBody, outcomeOf } from '#tests/bench/load/attempt.ts';
import { HttpConnection } from '#tests/bench/load/http-connection.ts';
import type { Job } from '#tests/bench/load/job.ts';
import { clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { sized } from '#tests/races/gate-size.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';

let first: TestServer;
let second: RunningServer;
let folder: string;
let job: Job;

beforeAll(async () => {
  first = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'second-server-'));
  second = await startServer({
    port: 0,
    dataDir: folder,
    databaseUrl: z.object({ connectionString: z.string() }).parse(first.tables.connection).connectionString,
    seed: 'empty',
    rendererDir: null,
    openEnrolment: false,
    log: () => undefined,
  });
  const { deskKey, tenantId } = await first.enrol();
  const actorId = derivedId('first-owner', tenantId);
  const client = first.client(deskKey);
  await client.session.signIn.mutate({ personId: actorId, pin: '0000' });
  const setUp = [
    upsert('location.upsert', location()),
    ...[clinic.anna, clinic.room1].map((id) => upsert('resource.upsert', resource({ id }))),
    upsert('service.upsert', service({ id: clinic.visit })),
  ];
  const commands = setUp.map((intent, at) => ({
    id: crypto.randomUUID(),
    ...intent,
    actorId,
    deskTime: instant(Date.now()),
    sequence: at + 1,
  }));
  await client.commands.push.mutate({ commands });
  job = {
    urls: [first.url, second.url],
    deskKeys: [deskKey],
    actorId,
    protocol: String(PROTOCOL_VERSION),
    via: 'book',
    connections: sized(100, 40),
    calendar: {
      locationId: clinic.location,
      serviceId: clinic.visit,
      pairs: [[clinic.anna, clinic.room1]],
      firstStart: Date.UTC(2027, 2, 1, 8),
      slotsADay: 16,
      days: 100,
    },
    load: { kind: 'spread', seconds: 0, perSecond: null },
    seed: 1,
  };
});
afterAll(async () => {
  await second.close();
  await first.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends attempts over all connections, which go to both servers in turn. */
async function attempt(slots: readonly number[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let at = 0;
  const serve = async (connection: HttpConnection): Promise<void> => {
    for (let slot = slots[at++]; slot !== undefined; slot = slots[at++]) {
      const { status, body } = await connection.post(attemptBody(job, slot, at));
      const outcome = status === 200 ? outcomeOf('book', body) : null;
      const key = outcome ?? `${status} ${body.slice(0, 200)}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    connection.close();
  };
  const headers = { authorization: `Bearer ${job.deskKeys[0] ?? ''}`, [PROTOCOL_HEADER]: job.protocol };
  const connections = await Promise.all(
    Array.from({ length: job.connections }, (_, n) =>
      HttpConnection.open(job.urls[n % job.urls.length] ?? '', '/trpc/commands.push', headers),
    ),
  );
  await Promise.all(connections.map(serve));
  return counts;
}

test('[I1] 10,000 attempts over 100 connections to two servers at one slot: exactly one is confirmed, no server error', async () => {
  const attempts = sized(10_000, 400);
  const counts = await attempt(Array.from({ length: attempts }, () => 0));
  expect(counts).toEqual({ confirmed: 1, refused: attempts - 1 });
}, 300_000);

test('[I1] 50 slots, 20 attempts at each, through two servers: exactly 50 are confirmed', async () => {
  const counts = await attempt(Array.from({ length: 1_000 }, (_, number) => 100 + (number % 50)));
  expect(counts).toEqual({ confirmed: 50, refused: 950 });
}, 300_000);
