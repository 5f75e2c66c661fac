import type { Beneath } from '#server/authority/redis/redis-tx.ts';
import { holdsInRedis } from '#server/authority/redis/redis-store.ts';
import { must } from '#shared/lib/must.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';
import type { RedisWatch } from '#tests/simulation/redis/redis-watch.ts';
import type { SimRedis } from '#tests/simulation/redis/sim-redis.ts';
import { compare } from '#tests/simulation/store/compare.ts';
import { rowKey } from '#tests/simulation/store/memory-engine.ts';
import type { Site } from '#tests/simulation/store/memory-store.ts';

export type Beside = {
  readonly redis: SimRedis;
  readonly watch: RedisWatch;
  readonly holdMs: number;
  readonly storeWith: (adapt: (tx: StoreTx, site: Site) => StoreTx) => AuthorityStore;
  readonly fail: (error: unknown) => void;
};

/** One request: its transaction, and when Redis does not answer the second one. */
type Now = {
  site: Site | null;
  withRedis: StoreTx | null;
  /** The last transaction that decided anything. */
  decided: { readonly site: Site; readonly isWithRedis: boolean } | null;
};

/** The product's own store with holds in Redis: only the wire to Redis, and what is beneath, are models. */
export function redisBeside({ redis, watch, holdMs, storeWith, fail }: Beside): AuthorityStore {
  const transaction: AuthorityStore['transaction'] = async (tenantId, work, options) => {
    const now: Now = { site: null, withRedis: null, decided: null };
    const link = redis.linkFor(() => must(now.site, 'a transaction asks').transaction);
    const store = holdsInRedis(link, (adapt) =>
      storeWith((tx, site) => {
        const adapted = adapt(tx, beneath(site, holdMs));
        now.site = site;
        now.withRedis = adapted === tx ? null : adapted;
        return adapted;
      }),
    );
    const watched: typeof work = (tx) => {
      now.decided = { site: must(now.site, 'a transaction has begun'), isWithRedis: tx === now.withRedis };
      return work(tx);
    };
    try {
      const result = await store.transaction(tenantId, watched, options);
      told(now.decided);
      return result;
    } finally {
      if (now.decided?.isWithRedis === false) watch.wentWithout();
    }
  };
  const told = (decided: Now['decided']): void => {
    if (decided === null || !decided.isWithRedis) return;
    try {
      watch.told(decided.site.transaction, decided.site.engine.tables);
    } catch (violation) {
      fail(violation);
    }
  };
  return { ...storeWith((tx) => tx), transaction };
}

function beneath({ engine, transaction }: Site, holdMs: number): Beneath {
  return {
    holdMs: async () => {
      await engine.step();
      return holdMs;
    },
    standInLine: async (resourceIds) => {
      await engine.step();
      engine.giveXid(transaction);
      for (const id of resourceIds.toSorted(compare))
        await engine.locks.acquire(transaction, rowKey(transaction.tenantId, 'resources', id), 'share');
    },
  };
}
