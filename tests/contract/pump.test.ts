import { PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDeskDatabase } from '#electron/main/desk-database.ts';
import { sqliteOutbox } from '#electron/main/sqlite-outbox.ts';
import { type RunningServer, startServer } from '#server/start-server.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { assert, must } from '#shared/lib/must.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { Pump } from '#renderer/replica/pump/pump.ts';
import { type ServerClient, serverClient } from '#renderer/replica/server-client.ts';
import { VerdictWaiters } from '#renderer/replica/verdict-waiters.ts';
import { at, id } from '#tests/builders/clinic.ts';
import { cuttableNetwork, type CuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';

let server: RunningServer;
let network: CuttableNetwork;
let client: ServerClient;
let actorId: string;
let database: DatabaseSync;
let stop: AbortController;
let count = 0;
const silent = new AbortController().signal;

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-pump-'));
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
}, 120_000);

afterAll(async () => {
  await network.close();
  await server.close();
});

beforeEach(() => {
  database = openDeskDatabase(join(mkdtempSync(join(tmpdir(), 'frontdesk-pump-')), 'desk.sqlite'));
  stop = new AbortController();
});

afterEach(() => {
  stop.abort();
  network.heal();
});

async function firstPin(): Promise<string> {
  const answer = await fetch(`${server.url}/trpc/session.clinic`, {
    headers: { 'x-frontdesk-protocol': String(PROTOCOL_VERSION) },
  });
  const { result } = (await answer.json()) as { result: { data: { signInHint: { pin: string } } } };
  return result.data.signInHint.pin;
}

type Desk = { readonly log: OutboxLog; readonly verdicts: VerdictWaiters; readonly pushes: number[] };

/** A desk's outbox with its pump running, as after a start of the program. */
async function startDesk(): Promise<Desk> {
  const log = new OutboxLog(sqliteOutbox(database));
  await log.load(0);
  const verdicts = new VerdictWaiters();
  const pushes: number[] = [];
  const pump = new Pump({
    pending: () => log.pending(),
    push: (commands) => {
      pushes.push(commands.length);
      return client.push({ commands: [...commands] }, AbortSignal.timeout(700));
    },
    attempted: (ids) => log.recordAttempt(ids),
    decided: async (decided) => {
      await log.record(decided, (error) => {
        throw error;
      });
      verdicts.tell(decided);
    },
    untilOnline: async () => {},
    now: () => instant(Date.now()),
  });
  log.subscribe(() => pump.wake());
  void pump.run(stop.signal);
  return { log, verdicts, pushes };
}

/** Puts a new client on file, or changes the one of that number; answers with the command's id. */
async function save(
  log: OutboxLog,
  name: string,
  deskTime: Instant = at('08:00'),
  clientId = nextId('client'),
): Promise<string> {
  const set = { name, phone: '', email: '', notes: '', birthDate: null, isActive: true };
  const commandId = nextId('cmd');
  await log.append({
    id: commandId,
    name: 'client.upsert',
    actorId,
    deskTime,
    hold: null,
    input: { id: clientId, set, was: null },
  });
  return commandId;
}

function nextId(kind: string): string {
  count += 1;
  return id(kind, count);
}

async function decided({ log, verdicts }: Desk, commandId: string): Promise<Verdict['kind']> {
  const verdict = log.find(commandId)?.verdict ?? (await verdicts.wait(commandId));
  return verdict.kind;
}

async function clientNames(): Promise<string[]> {
  const { documents } = await client.pull('clients', null, silent);
  return documents.map(({ document }) => (document as { name: string }).name);
}

describe('the pump, against the server', () => {
  test('[F1] what was saved with the clock set back two days is sent, and what was saved in 1970', async () => {
    const desk = await startDesk();
    const now = await save(desk.log, 'Now');
    const back = await save(desk.log, 'Two days back', at('2026-11-21T08:00'));
    const epoch = await save(desk.log, 'In 1970', instant(0));
    expect(await Promise.all([now, back, epoch].map((one) => decided(desk, one)))).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(desk.log.pending()).toEqual([]);
  });

  test('[F3] one refused command stops none of the nine others', async () => {
    const log = new OutboxLog(sqliteOutbox(database));
    const ids: string[] = [];
    for (let number = 0; number < 10; number += 1) ids.push(await save(log, number === 4 ? ' ' : `Good ${number}`));
    const desk = await startDesk();
    const kinds = await Promise.all(ids.map((one) => decided(desk, one)));
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(9);
    expect(kinds[4]).toBe('refused');
    expect(desk.pushes).toEqual([10]);
  });

  test('[I4] a push whose reply was lost is made again, and has one effect', async () => {
    const desk = await startDesk();
    network.loseReplies();
    const commandId = await save(desk.log, 'Reply lost');
    await expect.poll(clientNamesDirectly).toContain('Reply lost');
    expect(desk.log.find(commandId)?.verdict).toBeNull();
    network.heal();
    expect(await decided(desk, commandId)).toBe('accepted');
    expect((await clientNames()).filter((name) => name === 'Reply lost')).toHaveLength(1);
    expect((await sqliteOutbox(database).entries(0))[0]?.attempts).toBeGreaterThan(1);
  });

  test('[I2] what a cut-off desk saved is sent after its next start, in its order', async () => {
    network.cut();
    const first = await startDesk();
    const commandId = nextId('client');
    const ids = [
      await save(first.log, 'First', at('08:00'), commandId),
      await save(first.log, 'Again', at('08:00'), commandId),
    ];
    await expect.poll(() => first.pushes.length).toBeGreaterThan(1);
    stop.abort();
    stop = new AbortController();
    network.heal();
    const second = await startDesk();
    expect(await Promise.all(ids.map((one) => decided(second, one)))).toEqual(['accepted', 'refused']);
  });

  test('250 commands go in three pushes and every one gets its verdict', async () => {
    const log = new OutboxLog(sqliteOutbox(database));
    for (let number = 0; number < 250; number += 1) await save(log, `Many ${number}`);
    const desk = await startDesk();
    await expect.poll(() => desk.log.pending().length, { timeout: 25_000 }).toBe(0);
    expect(desk.log.decided().filter(({ verdict }) => verdict?.kind === 'accepted')).toHaveLength(250);
  }, 30_000);
});

/** Past the network that loses replies. */
async function clientNamesDirectly(): Promise<string[]> {
  const { deskKey } = await serverClient(server.url, null).enrol(server.enrolmentCode, 'Another');
  const { documents } = await serverClient(server.url, deskKey).pull('clients', null, silent);
  return documents.map(({ document }) => (document as { name: string }).name);
}
