import { performance } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { createAttemptLimit } from '#server/api/attempt-limit.ts';
import { buildHttpServer } from '#server/api/http-server.ts';
import { type AdaptStore, createAuthority } from '#server/authority/authority.ts';
import { authorityStore } from '#server/authority/authority-store.ts';
import { connectRedis } from '#server/authority/redis/redis-link.ts';
import { followChanges } from '#server/database/follow-changes.ts';
import { type Database, openDatabase } from '#server/database/open-database.ts';
import { followHorizon } from '#server/jobs/follow-horizon.ts';
import { ensureHomeTenant } from '#server/home-tenant.ts';
import { announceAddress } from '#server/server-address.ts';

export type ServerOptions = {
  /** 0 for any free one. */
  readonly port: number;
  /** Loopback unless said otherwise. */
  readonly host?: string;
  readonly dataDir: string;
  /** Any PostgreSQL ≥ 15; without it, one of our own in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** A Redis for the holds; without it they are in PostgreSQL, as they are while it does not answer. */
  readonly redisUrl?: string | undefined;
  /** What a database that has no clinic yet begins with. */
  readonly seed: 'demo' | 'empty';
  /** The built renderer; null serves none. */
  readonly rendererDir: string | null;
  /** Tell the enrolment code to any page on this computer: for a server that was started for this computer. */
  readonly openEnrolment: boolean;
  /** Origin of a development server whose pages may call this one. */
  readonly devOrigin?: string | undefined;
  readonly allowedHosts?: readonly string[];
  readonly log: (step: string, ms: number) => void;
  /** What should not happen; never anything that a person typed. */
  readonly report?: (kind: string, what: string) => void;
  /** For tests: see `AuthorityOptions`. */
  readonly adaptStore?: AdaptStore;
  readonly isUnfiltered?: boolean | undefined;
};

export type RunningServer = {
  readonly url: string;
  readonly port: number;
  readonly enrolmentCode: string;
  readonly database: Pick<Database, 'engine' | 'version' | 'migration' | 'epoch'>;
  /** Ends streams, requests, the pool and an embedded PostgreSQL, in this order. */
  close(): Promise<void>;
};

/** Starts everything that a desk needs; resolves when it can be used. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { report = () => undefined, adaptStore = (store) => store, redisUrl, isUnfiltered } = options;
  const database = await openDatabase(options);
  const redis = redisUrl === undefined ? undefined : await connectRedis(redisUrl, report);
  try {
    const authority = createAuthority(database, { report, adaptStore, redis, isUnfiltered });
    const tenant = await ensureHomeTenant({ database, authority, seed: options.seed, log: options.log });
    const changes = await followChanges(database.connection);
    const begun = performance.now();
    const app = await buildHttpServer({
      services: {
        authority,
        changes,
        enrolmentAttempts: createAttemptLimit(),
        feedAttempts: createAttemptLimit(),
        homeTenantId: tenant.id,
      },
      database,
      redis,
      openEnrolmentCode: options.openEnrolment ? tenant.enrolmentCode : null,
      rendererDir: options.rendererDir,
      allowedHosts: options.allowedHosts ?? [],
      devOrigin: options.devOrigin,
    });
    const port = await listen(app, options);
    const store = authorityStore(database.db, redis);
    const horizon = followHorizon({ db: database.db, store, tenantId: tenant.id, report });
    options.log('listening', performance.now() - begun);
    const url = `http://${urlHost(options.host)}:${port}`;
    const withdraw = announceAddress(options.dataDir, url);
    const close = async (): Promise<void> => {
      withdraw();
      await app.close();
      await horizon.stop();
      await changes.close();
      await redis?.close();
      await database.close();
    };
    const { enrolmentCode } = tenant;
    return { url, port, enrolmentCode, database, close: once(close) };
  } catch (error) {
    await redis?.close();
    await database.close();
    throw error;
  }
}

async function listen(app: FastifyInstance, { port, host = '127.0.0.1' }: ServerOptions): Promise<number> {
  await app.listen({ port, host });
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function urlHost(host = '127.0.0.1'): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** Closing twice, as two signals do, closes once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
