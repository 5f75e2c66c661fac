import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Enrolment } from '#shared/replication/session.ts';
import { type RunningServer, type ServerOptions, startServer } from '#server/start-server.ts';
import { testClient } from '#tests/server/test-client.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';

export type TestServer = RunningServer & {
  readonly tables: TestDatabase;
  /** A client without a key, or with this one. */
  client(deskKey?: string | null, headers?: Record<string, string>): ReturnType<typeof testClient>;
  enrol(): Promise<Enrolment>;
};

/** The whole server on a database of its own, with an empty clinic. */
export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const tables = await openTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'server-data-'));
  const server = await startServer({
    port: 0,
    dataDir,
    databaseUrl: z.object({ connectionString: z.string() }).parse(tables.connection).connectionString,
    seed: 'empty',
    rendererDir: null,
    openEnrolment: true,
    log: () => undefined,
    ...options,
  });
  const client = (deskKey: string | null = null, headers: Record<string, string> = {}) =>
    testClient(server.url, deskKey, headers);
  return {
    ...server,
    tables,
    client,
    enrol: () => client().session.enrol.mutate({ code: server.enrolmentCode, deskName: 'Front' }),
    close: async () => {
      await server.close();
      await tables.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
