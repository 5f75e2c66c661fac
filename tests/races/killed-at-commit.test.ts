import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Verdict } from '#shared/commands/verdict.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import { instant, plusMinutes } from '#shared/time/instant.ts';
import { checkAudit } from '#server/authority/audit/check-audit.ts';
import { type Child, startChild } from '#tests/bench/load/child-process.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { type CommitPoint, commitPoints } from '#tests/races/commit-points.ts';
import { gate } from '#tests/races/gate.ts';
import { isFull, sized } from '#tests/races/gate-size.ts';
import { testClient } from '#tests/server/test-client.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

let database: TestDatabase;
let folder: string;
let deskKey: string;
let tenantId: string;
let actorId: string;
const sent: Command[] = [];
const acknowledged = new Map<string, Verdict>();

beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'killed-at-commit-'));
  const server = await start();
  const { code } = z.object({ code: z.string() }).parse(await (await fetch(`${server.url}/enrolment`)).json());
  const enrolment = await testClient(server.url, null).session.enrol.mutate({ code, deskName: 'Front' });
  ({ deskKey, tenantId } = enrolment);
  actorId = derivedId('first-owner', enrolment.tenantId);
  await testClient(server.url, deskKey).session.signIn.mutate({ personId: actorId, pin: '0000' });
  const setUp = [
    upsert('location.upsert', location()),
    ...[clinic.anna, clinic.room1].map((id) => upsert('resource.upsert', resource({ id }))),
    upsert('service.upsert', service({ id: clinic.visit })),
  ];
  for (const intent of setUp) await push(server.url, [command(intent)]);
  await server.end();
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

function start(...args: string[]): Promise<Child> {
  const { connectionString } = z.object({ connectionString: z.string() }).parse(database.connection);
  const own = ['--database-url', connectionString, '--data', folder];
  return startChild(['tests', 'races', 'killable-server.ts'], [...own, ...args]);
}

function command({ name, input }: { readonly name: string; readonly input: unknown }): Command {
  return {
    id: randomUUID(),
    name,
    actorId,
    deskTime: instant(Date.now()),
    sequence: sent.length + 1,
    input,
    hold: null,
  };
}

async function push(url: string, commands: readonly Command[]): Promise<ReadonlyMap<string, Verdict>> {
  sent.push(...commands);
  return pushAgain(url, commands);
}

async function pushAgain(url: string, commands: readonly Command[]): Promise<ReadonlyMap<string, Verdict>> {
  const { verdicts } = await testClient(url, deskKey).commands.push.mutate({ commands: [...commands] });
  for (const { commandId, verdict } of verdicts) acknowledged.set(commandId, verdict);
  return new Map(verdicts.map(({ commandId, verdict }) => [commandId, verdict]));
}

let slot = 0;
/** Every second one wants what the one before it has. */
function bookings(count: number): Command[] {
  return Array.from({ length: count }, () => {
    slot += 1;
    const start = plusMinutes(at('2027-03-01T00:00'), 30 * Math.floor(slot / 2));
    return command(booking({ appointmentId: randomUUID(), start }));
  });
}

/** Four connections push until the server dies under them. */
async function pushUntilItDies(url: string): Promise<void> {
  const pushing = async (): Promise<void> => {
    for (let round = 0; round < 200; round += 1) await push(url, bookings(3));
  };
  const ends = await Promise.allSettled([pushing(), pushing(), pushing(), pushing()]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
}

type Counts = {
  /** Commands in the audit's chain; -1 where that is not sound. */
  readonly audited: number;
  readonly commands: number;
  readonly applied: number;
  readonly documents: number;
  readonly overlaps: number;
};

/** `applied`: documents that the stored verdicts say were made; `documents`: those that are there. */
async function inTheDatabase(): Promise<Counts> {
  const client = await database.connectAs('admin');
  const { rows } = await client.query<Omit<Counts, 'audited'>>(`
    select (select count(*)::integer from command) as commands,
      (select count(*)::integer from command, jsonb_array_elements(verdict -> 'revisions') as revision
        where revision ->> 'collection' = 'appointments') as applied,
      (select count(*)::integer from appointment) as documents,
      (select count(*)::integer from claim a join claim b on a.resource_id = b.resource_id and a.lane = b.lane
        and a.holder_id < b.holder_id and a.start_ms < b.end_ms and b.start_ms < a.end_ms) as overlaps`);
  const counts = must(rows[0], 'counts');
  const audited = await auditedCommands(client);
  await client.end();
  return { ...counts, audited };
}

async function auditedCommands(client: Client): Promise<number> {
  const { broken, strays } = await checkAudit(client, tenantId);
  if (broken !== null || strays.length > 0) return -1;
  const { rows } = await client.query('select 1 from audit where tenant_id = $1 and command_id is not null', [
    tenantId,
  ]);
  return rows.length;
}

const points: readonly CommitPoint[] = isFull ? commitPoints : ['claims-taken', 'announced', 'committed'];

test.each(points.map((point) => [point] as const))(
  '[PS7] [I2] [I7] killed with -9 at "%s": nothing acknowledged is lost, and the audit is what was applied',
  async (point) => {
    const rounds = sized(3, 1);
    const wanted = { lost: 0, 'answered anew': 0, 'audit less applied': 0, 'without an audit entry': 0, doubles: 0 };
    await gate({ name: `kill -9 at “${point}”`, size: `${rounds} x, over HTTP`, wanted }, async () => {
      const sum = { ...wanted };
      for (let round = 0; round < rounds; round += 1) {
        const doomed = await start('--point', point, '--time', String(3 + 4 * round));
        await pushUntilItDies(doomed.url);
        const before = new Map(acknowledged);
        const server = await start();
        const answers = await offerAgain(server.url);
        for (const [id, verdict] of before) if (!isDeepStrictEqual(answers.get(id), verdict)) sum['answered anew'] += 1;
        const counts = await inTheDatabase();
        sum.lost += sent.length - answers.size + (sent.length - counts.commands);
        sum['audit less applied'] += Math.abs(counts.applied - counts.documents);
        sum['without an audit entry'] += sent.length - counts.audited;
        sum.doubles += counts.overlaps;
        expect(counts.documents).toBe(sent.length - 4);
        await server.end();
      }
      return sum;
    });
  },
  300_000,
);

test('[AU1] [AU2] two server processes that write at once keep one chain, without a gap', async () => {
  const rounds = sized(100, 15);
  const size = `${rounds * 20}, over HTTP`;
  const wanted = { refused: 0, lost: 0, 'without an audit entry': 0 };
  await gate({ name: 'two processes, one chain of the audit', size, wanted }, async () => {
    const servers = await Promise.all([start(), start()]);
    const pushing = async ({ url }: Child): Promise<void> => {
      for (let round = 0; round < rounds; round += 1) await push(url, bookings(5));
    };
    await Promise.all([...servers, ...servers].map(pushing));
    const { commands, audited } = await inTheDatabase();
    for (const server of servers) await server.end();
    return {
      refused: [...acknowledged.values()].filter(({ kind }) => kind === 'refused').length,
      lost: sent.length - commands,
      'without an audit entry': sent.length - audited,
    };
  });
}, 120_000);

/** Everything that was ever sent, as desks do that have lost an answer. */
async function offerAgain(url: string): Promise<ReadonlyMap<string, Verdict>> {
  const answers = new Map<string, Verdict>();
  for (let from = 0; from < sent.length; from += 100)
    for (const [id, verdict] of await pushAgain(url, sent.slice(from, from + 100))) answers.set(id, verdict);
  return answers;
}
