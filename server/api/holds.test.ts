import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { derivedId } from '#shared/lib/derived-id.ts';
import { must } from '#shared/lib/must.ts';
import { instant } from '#shared/time/instant.ts';
import { type RunningServer, startServer } from '#server/start-server.ts';
import { at, clinic, location, resource } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { testClient } from '#tests/server/test-client.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';

let first: TestServer;
let second: RunningServer;
let dataDir = '';
let actorId = '';
let keys: readonly string[] = [];
beforeAll(async () => {
  first = await startTestServer();
  dataDir = await mkdtemp(join(tmpdir(), 'second-server-'));
  second = await startServer({
    port: 0,
    dataDir,
    databaseUrl: z.object({ connectionString: z.string() }).parse(first.tables.connection).connectionString,
    seed: 'empty',
    rendererDir: null,
    openEnrolment: true,
    log: () => undefined,
  });
  const desks = [await first.enrol(), await first.enrol()];
  keys = desks.map(({ deskKey }) => deskKey);
  actorId = derivedId('first-owner', must(desks[0], 'a desk').tenantId);
  for (const key of keys) await first.client(key).session.signIn.mutate({ personId: actorId, pin: '0000' });
  const { epoch } = first.database;
  const intents = [
    upsert('location.upsert', location()),
    ...[clinic.anna, clinic.room1].map((id) => upsert('resource.upsert', resource({ id }))),
  ];
  const commands = intents.map(({ name, input }, number) => ({
    ...{ id: derivedId('test', String(number)), name, input, actorId, deskTime: instant(Date.now()) },
    sequence: number + 1,
  }));
  await first.client(keys[0]).commands.push.mutate({ epoch, commands });
});
afterAll(async () => {
  await second.close();
  await first.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('[HD5] a hold at one server is listed and in the way at the other, and frees there what it frees here', async () => {
  const here = testClient(first.url, must(keys[0], 'a key'));
  const there = testClient(second.url, must(keys[1], 'a key'));
  const start = at('2027-03-01T09:00');
  const wish = holdWish({ actorId, start });
  expect(await here.holds.place.mutate(wish)).toMatchObject({ kind: 'held', hold: { deskName: 'Front' } });
  expect((await there.holds.list.query()).holds.map(({ id }) => id)).toEqual([wish.id]);
  expect(await there.holds.place.mutate(holdWish({ actorId, start }))).toMatchObject({
    kind: 'taken',
    conflicts: [
      { reason: 'held', holderId: wish.id },
      { reason: 'held', holderId: wish.id },
    ],
  });
  expect(await there.holds.release.mutate({ id: wish.id, ownerToken: holdWish().ownerToken })).toEqual({
    kind: 'not-owner',
  });
  expect(await here.holds.release.mutate(ownHold(wish))).toEqual({ kind: 'released' });
  expect(await there.holds.place.mutate(holdWish({ actorId, start }))).toMatchObject({ kind: 'held' });
});

test('[HD3] the sign-in screen is told for how long slots are held, and managers change it', async () => {
  const client = first.client(keys[0]);
  expect(await client.session.clinic.query()).toMatchObject({ holdMinutes: 5 });
  expect(await client.holds.setMinutes.mutate({ actorId, minutes: 15 })).toEqual({ kind: 'set', minutes: 15 });
  expect(await client.session.clinic.query()).toMatchObject({ holdMinutes: 15 });
  await expect(client.holds.setMinutes.mutate({ actorId, minutes: 16 })).rejects.toThrow('invalid-request');
});
