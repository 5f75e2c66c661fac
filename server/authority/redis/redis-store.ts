import type { Kysely } from 'kysely';
import { postgresStore } from '#server/authority/postgres/postgres-store.ts';
import { beneathRedis } from '#server/authority/redis/beneath-redis.ts';
import type { RedisLink } from '#server/authority/redis/redis-link.ts';
import { RedisFailure, type ScriptLink } from '#server/authority/redis/resting-link.ts';
import { RedisSession } from '#server/authority/redis/redis-session.ts';
import { type Beneath, withRedis } from '#server/authority/redis/redis-tx.ts';
import { TenantHolds } from '#server/authority/redis/tenant-holds.ts';
import type { AuthorityStore, StoreTx, TransactionOptions } from '#server/authority/store.ts';
import type { Schema } from '#server/database/schema.ts';

/** PostgreSQL, with the holds in Redis for as long as that answers, and in PostgreSQL when it does not (RS1 to RS7). */
export function redisStore(db: Kysely<Schema>, link: RedisLink): AuthorityStore {
  return holdsInRedis(link, (adapt) =>
    postgresStore(db, (tx, raw, tenantId) => adapt(tx, beneathRedis(raw, tenantId))),
  );
}

type Adapt = (tx: StoreTx, beneath: Beneath) => StoreTx;

/** @param storeWith the store without Redis, each of its transactions as it is adapted. */
export function holdsInRedis(link: ScriptLink, storeWith: (adapt: Adapt) => AuthorityStore): AuthorityStore {
  const plain = storeWith((tx) => tx);
  const transaction = async <Result>(
    tenantId: string,
    work: (tx: StoreTx) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result> => {
    if (!link.isUp()) return plain.transaction(tenantId, work, options);
    const session = new RedisSession(new TenantHolds(link, tenantId));
    const store = storeWith((tx, beneath) => withRedis(tx, { session, beneath }));
    let result: Result;
    try {
      result = await store.transaction(tenantId, work, options);
    } catch (error) {
      await session.rollBack();
      // Nothing of it was written; what it was about is decided without Redis then.
      if (error instanceof RedisFailure) return plain.transaction(tenantId, work, options);
      throw error;
    }
    if (await session.commit()) await announce(plain, tenantId);
    return result;
  };
  return { ...plain, transaction };
}

/** After what happened in Redis, so that nobody who is told looks too early. Who is not told finds out by counting down. */
async function announce(store: AuthorityStore, tenantId: string): Promise<void> {
  await store.transaction(tenantId, (tx) => tx.holds.announce()).catch(() => undefined);
}
