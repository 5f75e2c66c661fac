import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeskDatabase } from '#electron/main/desk-database.ts';
import { sqliteOutbox } from '#electron/main/sqlite-outbox.ts';
import { sqliteRecords } from '#electron/main/sqlite-records.ts';
import type { ChainHead } from '#server/authority/audit/chain-hash.ts';
import { type AuditReport, checkAudit } from '#server/authority/audit/check-audit.ts';
import { backUpEmbedded } from '#server/backup/back-up-embedded.ts';
import { BackupFailure } from '#server/backup/backup-failure.ts';
import { passphrase } from '#server/backup/backup-key.ts';
import { restoreEmbedded } from '#server/backup/restore-embedded.ts';
import { visitEmbedded } from '#server/database/embedded/visit-embedded.ts';
import { type RunningServer, startServer } from '#server/start-server.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { assert, must } from '#shared/lib/must.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { instant } from '#shared/time/instant.ts';
import { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { PokeFollower } from '#renderer/replica/poke-follower.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { Pump } from '#renderer/replica/pump/pump.ts';
import { Reoffers } from '#renderer/replica/pump/reoffers.ts';
import { serverClient } from '#renderer/replica/server-client.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { at, id } from '#tests/builders/clinic.ts';

const secret = passphrase('correct horse battery');
const silent = new AbortController().signal;
let dataDir = '';
let server: RunningServer;
let stop: AbortController;
let count = 0;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'restored-server-'));
  stop = new AbortController();
  server = await start(dataDir);
}, 120_000);
afterEach(async () => {
  stop.abort();
  await server.close();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
}, 60_000);

function start(folder: string): Promise<RunningServer> {
  const quiet = (): void => {};
  return startServer({ port: 0, dataDir: folder, seed: 'empty', rendererDir: null, openEnrolment: false, log: quiet });
}

/** A desk's disk and key, which outlive the server. */
type Disk = { readonly key: string; readonly actorId: string; readonly database: ReturnType<typeof openDeskDatabase> };

async function enrol(): Promise<Disk> {
  const { deskKey: key } = await serverClient(server.url, null).enrol(server.enrolmentCode, 'A desk');
  const client = serverClient(server.url, key);
  const { documents } = await client.pull('people', null, silent);
  const actorId = must(documents[0]?.document as { id: string } | undefined, 'an empty clinic has its owner').id;
  const headers = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  const answer = await fetch(`${server.url}/trpc/session.clinic`, { headers });
  const { result } = (await answer.json()) as { result: { data: { signInHint: { pin: string } } } };
  const { kind } = await client.signIn(actorId, result.data.signInHint.pin, silent);
  assert(kind === 'signed-in', `the owner could not sign in: ${kind}`);
  count += 1;
  return { key, actorId, database: openDeskDatabase(join(dataDir, `desk-${count}.sqlite`)) };
}

/** The parts of the desk that meet a restored server, as `LiveDesk` wires them. */
async function openDesk({ key, actorId, database }: Disk) {
  const log = new OutboxLog(sqliteOutbox(database));
  await log.load(0);
  const marks = new DeskMarks(sqliteRecords(database));
  const reoffers = new Reoffers({ marks, log, view: new DeskView() });
  await reoffers.load();
  /** The epoch of each answer to a push, once it was taken in. */
  const answeredBy: (string | null)[] = [];
  const pokes = new PokeFollower({
    marks,
    offerAgain: () => reoffers.begin(),
    discard: async () => {},
    resync: () => {},
    onNewServer: () => pump.retryNow(),
    report: (_what, error) => {
      throw error;
    },
  });
  const pump = new Pump({
    pending: () => log.pending(),
    push: async (commands) => serverClient(server.url, key).push(await reoffers.offer(commands), silent),
    attempted: (ids) => log.recordAttempt(ids),
    decided: async (verdicts, epoch) => {
      await pokes.takeVerdicts(epoch, () => log.record(verdicts, () => {}));
      answeredBy.push(epoch);
    },
    untilOnline: async () => {},
    now: () => instant(Date.now()),
  });
  const life = new AbortController();
  void pump.run(AbortSignal.any([stop.signal, life.signal]));
  pokes.heed({ epoch: server.database.epoch });
  const save = async (input: object): Promise<string> => {
    const commandId = id('cmd', (count += 1));
    await log.append({ id: commandId, name: 'client.upsert', actorId, deskTime: at('08:00'), input, hold: null });
    pump.wake();
    return commandId;
  };
  return {
    log,
    answeredBy,
    wake: () => pump.retryNow(),
    close: () => life.abort(),
    settled: async () => {
      await expect.poll(() => log.pending().length, { timeout: 20_000 }).toBe(0);
    },
    verdict: (commandId: string): Verdict['kind'] | null => log.find(commandId)?.verdict?.kind ?? null,
    add: (clientId: string, name: string) => save({ id: clientId, set: person(name), was: null }),
    rename: (clientId: string, was: string, name: string) => save({ id: clientId, set: { name }, was: { name: was } }),
  };
}

function person(name: string) {
  return { name, phone: '', email: '', notes: '', birthDate: null, isActive: true };
}

async function names(key: string): Promise<string[]> {
  const { documents } = await serverClient(server.url, key).pull('clients', null, silent);
  return documents.map(({ document }) => (document as { name: string }).name).toSorted();
}

/** What the verifier says of the clinic's audit, also beside an older head. */
function audit(key: string, anchor: ChainHead | null = null): Promise<AuditReport> {
  const tenantId = must(key.split('_')[1], 'a key names its clinic');
  return visitEmbedded(dataDir, (client) => checkAudit(client, tenantId, anchor));
}

async function notesOfServer(): Promise<readonly string[]> {
  const { rows } = await visitEmbedded(dataDir, (client) =>
    client.query<{ name: string }>(
      "select note ->> 'name' as name from audit where note ->> 'name' ~ '^(backup|server)' order by position",
    ),
  );
  return rows.map(({ name }) => name);
}

test('[RO2] [RO4] nothing after the backup is lost, also where one desk built on what another one did', async () => {
  const [one, two] = [await enrol(), await enrol()];
  const [first, second] = [await openDesk(one), await openDesk(two)];
  await first.add(id('client', 1), 'Before');
  await first.settled();
  const path = join(dataDir, 'a.backup');
  const backup = backUpEmbedded({ dataDir, path, secret, now: new Date() });
  // Booked while the backup is being made: in it or not, it must be there in the end.
  for (let number = 10; number < 40; number += 1) await first.add(id('client', number), `Meanwhile ${number}`);
  await backup;
  await first.add(id('client', 2), 'After');
  await first.settled();
  const renamed = await second.rename(id('client', 2), 'After', 'After, renamed');
  await second.settled();
  expect(second.verdict(renamed)).toBe('accepted');
  const all = await names(one.key);
  const { head } = await audit(one.key);
  const before = server.database.epoch;
  first.close();
  second.close();
  await server.close();
  const { kept, epoch } = await restoreEmbedded({ dataDir, path, secret, now: new Date() });
  server = await start(dataDir);
  expect(server.database.epoch).toBe(epoch);
  expect(epoch).not.toBe(before);
  expect(await names(one.key)).not.toContain('After, renamed');
  const late = await openDesk(two);
  await expect.poll(() => late.log.pending().length).toBe(1);
  await expect.poll(() => late.answeredBy, { timeout: 10_000 }).toContain(epoch);
  expect(late.verdict(renamed)).toBeNull();
  const early = await openDesk(one);
  await expect.poll(() => early.answeredBy, { timeout: 10_000 }).toContain(epoch);
  await early.settled();
  late.wake();
  await late.settled();
  expect(late.verdict(renamed)).toBe('accepted');
  expect(await names(one.key)).toEqual(all);
  // AU7: the chain goes on from where the backup had it, and says so; whoever kept a head sees what was lost.
  const audited = await audit(one.key);
  expect(audited).toMatchObject({ broken: null, strays: [], restoredAt: [expect.any(Number)] });
  expect(await notesOfServer()).toEqual(['backup.make', 'server.restored']);
  expect((await audit(one.key, head)).broken?.what).toMatch(/cut|rewritten/);
  expect(await readdir(must(kept, 'there was a database'))).toContain('PG_VERSION');
  expect((await sqliteOutbox(one.database).entries(0)).every(({ verdict }) => verdict?.kind === 'accepted')).toBe(true);
}, 120_000);

test('a restore refuses while the server runs, with another passphrase, and changes nothing', async () => {
  const desk = await enrol();
  const path = join(dataDir, 'a.backup');
  await backUpEmbedded({ dataDir, path, secret, now: new Date() });
  const reason = (by: string): Promise<unknown> =>
    restoreEmbedded({ dataDir, path, secret: passphrase(by), now: new Date() }).then(
      () => 'restored',
      (error: unknown) => (error instanceof BackupFailure ? error.reason : error),
    );
  expect(await reason('correct horse battery')).toBe('server-running');
  expect(await reason('correct horse batterz')).toBe('wrong-passphrase');
  expect(await names(desk.key)).toEqual([]);
  const before = server.database.epoch;
  await server.close();
  expect(await reason('correct horse batterz')).toBe('wrong-passphrase');
  server = await start(dataDir);
  expect(server.database.epoch).toBe(before);
  expect((await readdir(dataDir)).filter((name) => /restoring|before|next/.test(name))).toEqual([]);
}, 120_000);
