import type { Kysely } from 'kysely';
import { postgresStore } from '#server/authority/postgres/postgres-store.ts';
import type { RedisLink } from '#server/authority/redis/redis-link.ts';
import { redisStore } from '#server/authority/redis/redis-store.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import type { Schema } from '#server/database/schema.ts';

/** Where this server decides: PostgreSQL, with the holds in Redis where there is one. Jobs meet the same holds as desks. */
export function authorityStore(db: Kysely<Schema>, redis: RedisLink | undefined): AuthorityStore {
  return redis === undefined ? postgresStore(db) : redisStore(db, redis);
}
