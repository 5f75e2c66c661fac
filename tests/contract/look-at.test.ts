import { PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '#server/start-server.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { assert, must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { Interval } from '#shared/time/interval.ts';
import { Lookout } from '#renderer/replica/look/lookout.ts';
import { type ServerClient, serverClient } from '#renderer/replica/server-client.ts';
import { createStore, type WritableStore } from '#renderer/replica/store.ts';
import type { SyncState } from '#renderer/sync-status/sync-machine.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { localCommand } from '#renderer/replica/view/local-command.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id, location, resource, service } from '#tests/builders/clinic.ts';
import { cuttableNetwork, type CuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';
import { upsert } from '#tests/builders/upsert.ts';

const day: Interval = { start: at('2022-01-03T00:00'), end: at('2022-01-04T00:00') };
const nine = at('2022-01-03T09:00');
const silent = new AbortController().signal;

let server: RunningServer;
let network: CuttableNetwork;
let client: ServerClient;
let actorId: string;
let count = 0;
let view: DeskView;
let state: WritableStore<SyncState>;
let lookout: Lookout;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-look-'));
  const quiet = (): void => {};
  const options = { port: 0, dataDir, seed: 'empty' as const, rendererDir: null, openEnrolment: false, log: quiet };
  server = await startServer(options);
  network = await cuttableNetwork(server.url);
  const { deskKey } = await serverClient(server.url, null).enrol(server.enrolmentCode, 'A test');
  client = serverClient(network.url, deskKey);
  const { documents } = await client.pull('people', null, silent);
  actorId = must(documents[0]?.document as { id: string } | undefined, 'an empty clinic has its owner').id;
  const { kind } = await client.signIn(actorId, await firstPin(), silent);
  assert(kind === 'signed-in', `the owner could not sign in: ${kind}`);
  const resources = [resource({ id: clinic.anna, kind: 'practitioner' }), resource({ id: clinic.room1 })];
  await push(upsert('location.upsert', location()));
  for (const one of resources) await push(upsert('resource.upsert', one));
  await push(upsert('service.upsert', service({ id: clinic.visit })));
}, 120_000);

afterAll(async () => {
  await network.close();
  await server.close();
});

beforeEach(async () => {
  view = new DeskView();
  state = createStore<SyncState>({ connection: 'online', lastSyncAt: null });
  lookout = new Lookout({
    view,
    line: { connection: { state }, range: (interval, signal) => client.range(interval, signal) },
    report: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  for (const collection of ['locations', 'resources', 'services', 'people'] as const) {
    const { documents } = await client.pull(collection, null, silent);
    // The server's own documents, as the replica would hand them on.
    const changes = documents.map(({ document }) => ({ collection, id: (document as { id: string }).id, document }));
    view.applyReplica(changes as Parameters<DeskView['applyReplica']>[0]);
  }
});

afterEach(() => {
  lookout.close();
  network.heal();
});

async function firstPin(): Promise<string> {
  const answer = await fetch(`${server.url}/trpc/session.clinic`, {
    headers: { 'x-frontdesk-protocol': String(PROTOCOL_VERSION) },
  });
  const { result } = (await answer.json()) as { result: { data: { signInHint: { pin: string } } } };
  return result.data.signInHint.pin;
}

function aCommand({ name, input }: Intent): Command {
  count += 1;
  return { id: id('cmd', count), name, actorId, deskTime: at('08:00'), sequence: count, input, hold: null };
}

async function send(command: Command): Promise<Verdict> {
  const { verdicts } = await client.push({ commands: [command] }, silent);
  const [answer] = verdicts;
  return must(answer, 'a verdict').verdict;
}

async function push(intent: Intent): Promise<Verdict> {
  const verdict = await send(aCommand(intent));
  assert(verdict.kind === 'accepted', `not accepted: ${JSON.stringify(verdict)}`);
  return verdict;
}

const labels = (): string[] => view.view.appointmentsIn(day).map(({ label }) => label);

test('[RG4] a day of years ago is fetched, follows what others do there, and is forgotten', async () => {
  await push(booking({ appointmentId: id('appt', 1), start: nine, label: 'First' }));
  lookout.lookAt(day);
  expect(lookout.lookedAt.get()).toBe('fetching');
  await expect.poll(labels).toEqual(['First']);
  expect(lookout.lookedAt.get()).toBe('shown');
  await push(booking({ appointmentId: id('appt', 2), start: at('2022-01-03T12:00'), label: 'Second' }));
  // As the stream would.
  lookout.again();
  await expect.poll(labels).toEqual(['First', 'Second']);
  lookout.lookAt({ start: at('2026-11-23T00:00'), end: at('2026-11-24T00:00') });
  expect([lookout.lookedAt.get(), labels()]).toEqual(['inside', []]);
});

test('[RG5] [RG6] a visit that is moved on such a day stays in sight and ends as the server has it', async () => {
  const appointmentId = id('appt', 3);
  await push(booking({ appointmentId, start: at('2022-01-03T15:00'), label: 'Moving' }));
  lookout.lookAt(day);
  await expect.poll(labels).toContain('Moving');
  const visit = must(view.view.find('appointments', appointmentId), 'in sight');
  const to = at('2022-01-03T16:00');
  const command = aCommand({
    name: 'appointment.move',
    input: { appointmentId, start: to, swaps: [], seen: seenPlacement(visit) },
  });
  const seen = new Set<number | null>();
  view.view.subscribe(() => seen.add(view.view.find('appointments', appointmentId)?.start ?? null));
  view.add(localCommand(command));
  const verdict = await send(command);
  view.decide(new Map([[command.id, verdict]]));
  lookout.again();
  view.applyReplica([{ collection: 'appointments', id: appointmentId, document: null }]);
  view.caughtUp(view.startTick());
  await expect.poll(() => view.openCommandIds().size).toBe(0);
  expect(view.view.find('appointments', appointmentId)).toMatchObject({ start: to, version: 2 });
  expect([...seen]).toEqual([to]);
});

test('[RG4] without a line the day is said to be out of reach, and is there when the line is back', async () => {
  state.set({ connection: 'offline', lastSyncAt: null });
  lookout.lookAt(day);
  expect(lookout.lookedAt.get()).toBe('unavailable-offline');
  state.set({ connection: 'online', lastSyncAt: null });
  expect(lookout.lookedAt.get()).toBe('fetching');
  await expect.poll(() => lookout.lookedAt.get()).toBe('shown');
  state.set({ connection: 'offline', lastSyncAt: null });
  expect([lookout.lookedAt.get(), labels().includes('First')]).toEqual(['shown', true]);
});

test('[RG4] a day next to the one that was shown is not shown in part', async () => {
  const before: Interval = { start: at('2022-01-02T08:00'), end: at('2022-01-03T08:00') };
  await push(booking({ appointmentId: id('appt', 4), start: at('2022-01-03T07:00'), label: 'Early' }));
  lookout.lookAt(before);
  await expect.poll(labels).toContain('First');
  state.set({ connection: 'offline', lastSyncAt: null });
  lookout.lookAt(day);
  expect([lookout.lookedAt.get(), labels()]).toEqual(['unavailable-offline', []]);
});

test('[RG4] a day of the week that was shown is there, also when the line is gone by then', async () => {
  lookout.lookAt({ start: at('2022-01-03T00:00'), end: at('2022-01-10T00:00') });
  await expect.poll(() => lookout.lookedAt.get()).toBe('shown');
  state.set({ connection: 'offline', lastSyncAt: null });
  lookout.lookAt(day);
  expect([lookout.lookedAt.get(), labels().includes('First')]).toEqual(['shown', true]);
});

test('[RG4] a line that breaks while the day is fetched is tried again', async () => {
  network.cut();
  lookout.lookAt(day);
  await expect.poll(() => lookout.lookedAt.get()).toBe('unavailable-offline');
  network.heal();
  await expect.poll(() => lookout.lookedAt.get(), { timeout: 5_000 }).toBe('shown');
  expect(labels()).toContain('First');
});

test('[RG4] whoever steps through days quickly gets the day at which they stop', async () => {
  for (let date = 4; date < 10; date += 1) {
    lookout.lookAt({ start: at(`2022-02-0${date}T00:00`), end: at(`2022-02-0${date}T23:00`) });
  }
  lookout.lookAt(day);
  await expect.poll(() => lookout.lookedAt.get()).toBe('shown');
  expect(labels()).toContain('First');
});
