import { randomUUID } from 'node:crypto';
import { derivedId } from '#shared/lib/derived-id.ts';
import { must } from '#shared/lib/must.ts';
import { PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import type { AnyDocument } from '#shared/scheduling/world.ts';
import { instant } from '#shared/time/instant.ts';
import { type Child, startChild } from '#tests/bench/load/child-process.ts';
import type { Calendar, Job } from '#tests/bench/load/job.ts';
import type { LoadDatabase } from '#tests/bench/load/load-database.ts';
import { clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { testClient } from '#tests/server/test-client.ts';

/** Servers that are up, and all that the load generator must know of them. */
export type Contender = {
  readonly name: string;
  readonly job: Pick<Job, 'urls' | 'deskKeys' | 'actorId' | 'protocol' | 'calendar'>;
  readonly pids: readonly number[];
  readonly hasHolds: boolean;
  /** Pairs of claims in the database that no two may make. */
  overlaps(): Promise<number>;
  close(): Promise<void>;
};

const pairCount = 50;
const deskCount = 16;

const calendar: Calendar = {
  locationId: clinic.location,
  serviceId: clinic.visit,
  pairs: Array.from({ length: pairCount }, (_, n) => [
    derivedId('practitioner', String(n)),
    derivedId('room', String(n)),
  ]),
  // The coming Monday would do; a fixed one makes runs alike.
  firstStart: Date.UTC(2030, 0, 7, 8),
  slotsADay: 16,
  days: 500,
};

/** The real server, as many processes of it on one database. */
export async function startFrontdesk(
  database: LoadDatabase,
  { servers, folder }: { readonly servers: number; readonly folder: string },
): Promise<Contender> {
  const name = `frontdesk_${servers}`;
  const databaseUrl = await database.create(name);
  const children: Child[] = [];
  for (let number = 0; number < servers; number += 1) {
    const data = `${folder}/server-${servers}-${number}`;
    const args = ['--port', '0', '--data', data, '--database-url', databaseUrl, '--empty'];
    children.push(await startChild(['server', 'main.ts'], args));
  }
  const { deskKeys, actorId } = await setUp(must(children[0], 'at least one server').url);
  return {
    name: 'Frontdesk',
    job: { urls: children.map(({ url }) => url), deskKeys, actorId, protocol: String(PROTOCOL_VERSION), calendar },
    pids: children.map(({ pid }) => pid),
    hasHolds: true,
    overlaps: async () => Number((await database.query(name, overlapsOfClaims))[0]?.['n']),
    close: async () => void (await Promise.all(children.map((child) => child.end()))),
  };
}

const overlapsOfClaims = `
  select count(*)::integer as n from claim a join claim b
    on a.tenant_id = b.tenant_id and a.resource_id = b.resource_id and a.lane = b.lane
    and a.start_ms < b.end_ms and b.start_ms < a.end_ms and b.start_ms > a.start_ms - 86400000
  where (a.holder_id, a.guard_point) < (b.holder_id, b.guard_point) and not (a.part = 'buffer' and b.part = 'buffer')`;

async function setUp(url: string): Promise<{ deskKeys: string[]; actorId: string }> {
  const { code } = (await (await fetch(`${url}/enrolment`)).json()) as { code: string }; // Its own answer.
  const deskKeys: string[] = [];
  let actorId = '';
  for (let desk = 0; desk < deskCount; desk += 1) {
    const { deskKey, tenantId } = await testClient(url, null).session.enrol.mutate({ code, deskName: `Desk ${desk}` });
    actorId = derivedId('first-owner', tenantId);
    await testClient(url, deskKey).session.signIn.mutate({ personId: actorId, pin: '0000' });
    deskKeys.push(deskKey);
  }
  const documents: [string, AnyDocument][] = [
    ['location.upsert', location()],
    ['service.upsert', service({ id: clinic.visit, name: 'Visit' })],
    ...calendar.pairs.flatMap(([practitioner, room]): [string, AnyDocument][] => [
      ['resource.upsert', resource({ id: practitioner, kind: 'practitioner', name: 'Practitioner' })],
      ['resource.upsert', resource({ id: room, name: 'Room' })],
    ]),
  ];
  const commands = documents.map(([name, document], at) => ({
    id: randomUUID(),
    ...upsert(name, document),
    actorId,
    deskTime: instant(Date.now()),
    sequence: at + 1,
  }));
  for (let at = 0; at < commands.length; at += 100)
    await testClient(url, must(deskKeys[0], 'a desk')).commands.push.mutate({ commands: commands.slice(at, at + 100) });
  return { deskKeys, actorId };
}

export const baselines = { check: 'check, then insert', lock: 'advisory lock per resource' } as const;

/** Booking as it is often written, on the same PostgreSQL and behind the same HTTP framing. */
export async function startBaseline(
  database: LoadDatabase,
  { servers, guard }: { readonly servers: number; readonly guard: keyof typeof baselines },
): Promise<Contender> {
  const name = `baseline_${guard}_${servers}`;
  const databaseUrl = await database.create(name);
  await database.query(
    name,
    `create table booking (id uuid primary key, doc jsonb not null);
     create table claim (resource_id uuid not null, start_ms bigint not null, end_ms bigint not null, booking_id uuid not null);
     create index on claim (resource_id, start_ms);
     grant all on booking, claim to frontdesk`,
  );
  const children: Child[] = [];
  for (let number = 0; number < servers; number += 1)
    children.push(await startChild(['tests', 'bench', 'load', 'baseline-server.ts'], [databaseUrl, guard]));
  const overlaps = `select count(*)::integer as n from claim a join claim b on a.resource_id = b.resource_id
    and a.start_ms < b.end_ms and b.start_ms < a.end_ms and b.start_ms > a.start_ms - 86400000 and a.booking_id < b.booking_id`;
  return {
    name: baselines[guard],
    job: { urls: children.map(({ url }) => url), deskKeys: [], actorId: clinic.manager, protocol: '', calendar },
    pids: children.map(({ pid }) => pid),
    hasHolds: false,
    overlaps: async () => Number((await database.query(name, overlaps))[0]?.['n']),
    close: async () => void (await Promise.all(children.map((child) => child.end()))),
  };
}
