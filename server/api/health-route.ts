import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { version } from '#server/api/version.ts';
import type { RedisLink } from '#server/authority/redis/redis-link.ts';
import type { Database } from '#server/database/open-database.ts';

type Health = { readonly database: Database; readonly redis?: RedisLink | undefined };

/** For scripts and for whoever watches over the server; asks the database each time. */
export function addHealthRoute(app: FastifyInstance, { database, redis }: Health): void {
  app.get('/health', async (_request, reply) => {
    const isReachable = await sql`select 1`.execute(database.db).then(
      () => true,
      () => false,
    );
    return reply.code(isReachable ? 200 : 503).send({
      status: isReachable ? 'ok' : 'unavailable',
      version,
      database: { engine: database.engine, version: database.version, migration: database.migration },
      epoch: database.epoch,
      holds: { keptIn: redis?.isUp() === true ? 'redis' : 'postgresql', redis: wordFor(redis) },
    });
  });
}

function wordFor(redis: RedisLink | undefined): 'not-used' | 'up' | 'away' {
  if (redis === undefined) return 'not-used';
  return redis.isUp() ? 'up' : 'away';
}
