import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { must } from '#shared/lib/must.ts';
import { type Checkpoint, type Command, PROTOCOL_VERSION, pullOutputSchema } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import { instant, plusMinutes } from '#shared/time/instant.ts';
import { clusterFolder } from '#server/database/embedded/cluster.ts';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import { booking } from '#tests/builders/booking.ts';
import { clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { testClient } from '#tests/server/test-client.ts';

let dataDir = '';
let running: ChildProcess | null = null;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'server-killed-'));
});
afterEach(async () => {
  await end('SIGTERM');
  const left = await findPostmaster(clusterFolder(dataDir));
  if (left !== null) process.kill(left.pid, 'SIGQUIT');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
});

async function start(...args: string[]): Promise<string> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--port', '0', '--data', dataDir, '--empty', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running = child;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ready ')) return line.slice('ready '.length);
  }
  throw new Error('the server ended before it was ready');
}

async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const child = running;
  running = null;
  if (child === null || child.exitCode !== null) return null;
  child.kill(signal);
  await once(child, 'exit');
  return child.exitCode;
}

type Desk = { readonly key: string; readonly ownerId: string; command(intent: Intent): Command };

async function enrol(url: string): Promise<Desk> {
  const { code } = (await (await fetch(`${url}/enrolment`)).json()) as { code: string };
  const { deskKey, tenantId } = await testClient(url, null).session.enrol.mutate({ code, deskName: 'Front' });
  const ownerId = derivedId('first-owner', tenantId);
  await testClient(url, deskKey).session.signIn.mutate({ personId: ownerId, pin: '0000' });
  let sequence = 0;
  const command = ({ name, input }: Intent): Command => ({
    id: randomUUID(),
    name,
    actorId: ownerId,
    deskTime: instant(Date.now()),
    sequence: (sequence += 1),
    input,
    hold: null,
  });
  return { key: deskKey, ownerId, command };
}

async function push(url: string, key: string, commands: readonly Command[]): Promise<Map<string, Verdict>> {
  const { verdicts } = await testClient(url, key).commands.push.mutate({ commands: [...commands] });
  return new Map(verdicts.map(({ commandId, verdict }) => [commandId, verdict]));
}

async function pullIds(url: string, key: string, collection: Collection): Promise<string[]> {
  const ids: string[] = [];
  let checkpoint: Checkpoint | null = null;
  for (;;) {
    const page = pullOutputSchema.parse(
      await testClient(url, key).replica.pull.query({ collection, checkpoint, limit: 500 }),
    );
    ids.push(...page.documents.map(({ document }) => (document as { id: string }).id));
    checkpoint = page.checkpoint;
    if (!page.isBehind) return ids;
  }
}

/** Each books a client of its own in; two of 25 want a slot that another has. */
function bookings(desk: Desk, count: number, from: number): Command[] {
  const start = instant(Math.ceil(Date.now() / 3_600_000) * 3_600_000);
  return Array.from({ length: count }, (_, number) => {
    const slot = number % 10 === 9 ? number - 1 : number;
    return desk.command(
      booking({
        appointmentId: randomUUID(),
        start: plusMinutes(start, 30 * (from + slot)),
        client: { kind: 'new', id: randomUUID(), name: `Client ${from + number}`, phone: '' },
      }),
    );
  });
}

test('[PS7] killed with -9 again and again in the middle of pushes, the server loses and doubles nothing', async () => {
  let url = await start();
  const desk = await enrol(url);
  const setUp = [
    upsert('location.upsert', location()),
    ...[clinic.anna, clinic.room1].map((id) => upsert('resource.upsert', resource({ id }))),
    upsert('service.upsert', service({ id: clinic.visit })),
  ];
  await push(url, desk.key, setUp.map(desk.command));
  const sent: Command[] = [];
  const answered = new Map<string, Verdict>();
  for (let round = 0; round < 5; round += 1) {
    const batches = Array.from({ length: 4 }, (_, batch) => bookings(desk, 25, round * 100 + batch * 25));
    sent.push(...batches.flat());
    const pushing = (async () => {
      for (const batch of batches)
        for (const [id, verdict] of await push(url, desk.key, batch)) answered.set(id, verdict);
    })().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 300));
    await end('SIGKILL');
    await pushing;
    url = await start();
  }
  // As a desk does: everything again, from the beginning.
  const final = new Map<string, Verdict>();
  for (let at = 0; at < sent.length; at += 100)
    for (const [id, verdict] of await push(url, desk.key, sent.slice(at, at + 100))) final.set(id, verdict);
  expect(final.size).toBe(sent.length);
  // Whatever was answered before a kill is still the answer.
  for (const [id, verdict] of answered) expect(final.get(id)).toEqual(verdict);
  const kinds = [...final.values()].map(({ kind }) => kind);
  const wantedTwice = sent.length * (2 / 25);
  expect(kinds.filter((kind) => kind === 'displaced')).toHaveLength(wantedTwice);
  expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(sent.length - wantedTwice);
  const appointments = await pullIds(url, desk.key, 'appointments');
  const wanted = sent.map(({ input }) => (input as { appointmentId: string }).appointmentId);
  expect(appointments.toSorted()).toEqual(wanted.toSorted());
  expect(await pullIds(url, desk.key, 'clients')).toHaveLength(sent.length);
}, 120_000);

test('a server that is asked to end ends its PostgreSQL too, also while desks listen', async () => {
  const url = await start();
  const { key } = await enrol(url);
  const parameters = encodeURIComponent(JSON.stringify({ deskKey: key, protocol: String(PROTOCOL_VERSION) }));
  const stream = await fetch(`${url}/trpc/replica.poke?connectionParams=${parameters}`, {
    headers: { accept: 'text/event-stream' },
  });
  expect(await end('SIGTERM')).toBe(0);
  expect(await findPostmaster(clusterFolder(dataDir))).toBeNull();
  await stream.text().catch(() => 'cut');
}, 60_000);

test('killed while it fills a new clinic, the server finishes that at its next start', async () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running = child;
  for await (const line of createInterface({ input: child.stderr })) if (line.startsWith('tables up to date')) break;
  await new Promise((resolve) => setTimeout(resolve, 700));
  await end('SIGKILL');
  const url = await start();
  const clinicNow: unknown = await testClient(url, null).session.clinic.query();
  expect(clinicNow).toMatchObject({ isDemo: true });
  const { code } = (await (await fetch(`${url}/enrolment`)).json()) as { code: string };
  const { deskKey } = await testClient(url, null).session.enrol.mutate({ code, deskName: 'x' });
  const locations = await pullIds(url, deskKey, 'locations');
  const clients = await pullIds(url, deskKey, 'clients');
  expect([must(locations.length, 'some'), clients.length >= 400]).toEqual([2, true]);
}, 120_000);
