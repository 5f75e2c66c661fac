import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Intent } from '#shared/commands/command-definition.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { OwnHold, PlaceHold } from '#shared/replication/holds.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { type RunningServer, type ServerOptions, startServer } from '#server/start-server.ts';
import { HttpConnection } from '#tests/bench/load/http-connection.ts';
import { clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { sized } from '#tests/races/gate-size.ts';
import { overlappingIn } from '#tests/races/overlapping.ts';
import { testClient } from '#tests/server/test-client.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

/** One keep-alive connection of a desk. What is no answer comes as its status. */
export type Line = {
  /** The verdict's kind, or the refusal's code. */
  push(intent: Intent, hold?: OwnHold): Promise<string>;
  /** As a desk does: what could not be decided now is sent again. */
  pushUntilDecided(intent: Intent, hold?: OwnHold): Promise<string>;
  place(wish: PlaceHold): Promise<string>;
};

export type RacingServers = {
  readonly database: TestDatabase;
  readonly actorId: string;
  /** Does all of it over so many connections, which go to both servers in turn. */
  race<Result>(tasks: readonly ((line: Line) => Promise<Result>)[]): Promise<readonly Result[]>;
  /** Pairs of claims that no two may make. */
  overlapping(): Promise<number>;
  close(): Promise<void>;
};

export type RacingOptions = (database: TestDatabase) => Partial<ServerOptions>;

/** Two servers on one database, with Anna, Ben, two rooms, and a desk at which the owner has signed in. */
export async function startRacingServers(options: RacingOptions = () => ({})): Promise<RacingServers> {
  const database = await openTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'racing-servers-'));
  const { connectionString } = z.object({ connectionString: z.string() }).parse(database.connection);
  const start = (name: string): Promise<RunningServer> =>
    startServer({
      port: 0,
      dataDir: join(folder, name),
      databaseUrl: connectionString,
      seed: 'empty',
      rendererDir: null,
      openEnrolment: true,
      log: () => undefined,
      ...options(database),
    });
  const servers = [await start('first'), await start('second')] as const;
  const code = servers[0].enrolmentCode;
  const { deskKey, tenantId } = await testClient(servers[0].url, null).session.enrol.mutate({
    code,
    deskName: 'Front',
  });
  const actorId = derivedId('first-owner', tenantId);
  await testClient(servers[0].url, deskKey).session.signIn.mutate({ personId: actorId, pin: '0000' });
  const count = sized(100, 40);
  const lines = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const headers = { authorization: `Bearer ${deskKey}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
      const { url } = servers[at % 2 === 0 ? 0 : 1];
      return HttpConnection.open(url, '/trpc/commands.push', headers);
    }),
  );
  const racing: RacingServers = {
    database,
    actorId,
    race: (tasks) =>
      overLines(
        lines.map((line) => asLine(line, actorId)),
        tasks,
      ),
    overlapping: () => overlappingIn(database),
    close: async () => {
      for (const line of lines) line.close();
      for (const server of servers) await server.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  for (const intent of masterData()) await racing.race([(line) => line.push(intent)]);
  return racing;
}

function masterData(): readonly Intent[] {
  const people = [clinic.anna, clinic.ben].map((id) => resource({ id, kind: 'practitioner' }));
  const rooms = [clinic.room1, clinic.room2].map((id) => resource({ id }));
  return [
    upsert('location.upsert', location()),
    ...[...people, ...rooms].map((one) => upsert('resource.upsert', one)),
    upsert('service.upsert', service({ id: clinic.visit })),
  ];
}

/** Each connection does one thing after another. */
async function overLines<Result>(
  lines: readonly Line[],
  tasks: readonly ((line: Line) => Promise<Result>)[],
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = tasks.entries();
  await Promise.all(
    lines.map(async (line) => {
      for (const [at, task] of left) results[at] = await task(line);
    }),
  );
  return results;
}

const pushedSchema = z.object({
  result: z.object({
    data: z.object({
      verdicts: z.array(
        z.object({ verdict: z.object({ kind: z.string(), refusal: z.object({ code: z.string() }).optional() }) }),
      ),
    }),
  }),
});
const placedSchema = z.object({ result: z.object({ data: z.object({ kind: z.string() }) }) });

let sequence = 0;

function asLine(connection: HttpConnection, actorId: string): Line {
  const send = async (body: string): Promise<string> => {
    const { status, body: answer } = await connection.post(body);
    if (status !== 200) return String(status);
    const [decided] = pushedSchema.parse(JSON.parse(answer)).result.data.verdicts;
    return decided?.verdict.refusal?.code ?? decided?.verdict.kind ?? 'undecided';
  };
  const bodyOf = ({ name, input }: Intent, hold: OwnHold | undefined): string => {
    sequence += 1;
    const command = { id: randomUUID(), name, actorId, deskTime: Date.now(), sequence, input, hold: hold ?? null };
    return JSON.stringify({ commands: [command] });
  };
  return {
    push: (intent, hold) => send(bodyOf(intent, hold)),
    pushUntilDecided: async (intent, hold) => {
      const body = bodyOf(intent, hold);
      for (;;) {
        const answer = await send(body);
        if (answer !== '503' && answer !== 'undecided') return answer;
      }
    },
    place: async (wish) => {
      const { status, body } = await connection.post(JSON.stringify({ ...wish, actorId }), '/trpc/holds.place');
      return status === 200 ? placedSchema.parse(JSON.parse(body)).result.data.kind : String(status);
    },
  };
}
