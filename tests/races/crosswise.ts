import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';
import { DatabaseError } from '#server/database/database-error.ts';
import type { TestDatabase } from '#tests/server/test-database.ts';

/**
 * For connections that are made from now on: whoever takes two claims lingers before each, so that two who take them in
 * opposite order get to wait for each other; and PostgreSQL looks for that long before such a wait is given up (HS5).
 */
export async function lingerOverClaims(database: Pick<TestDatabase, 'connectAs'>): Promise<void> {
  const client = await database.connectAs('admin');
  await client.query(`
    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.03); return new; end $$;
    create trigger linger before insert on claim for each row execute function linger();
    do $$ begin execute format('alter database %I set deadlock_timeout to ''20ms''', current_database()); end $$`);
  await client.end();
}

export type Deadlocks = { met: number };

/**
 * The store, where those who are about to take the same time begin two by two. Every transaction is counted that PostgreSQL
 * ended because some waited for each other in a circle.
 */
export function meetingCrosswise(store: AuthorityStore, deadlocks: Deadlocks): AuthorityStore {
  const meet = meetings();
  const inPairs = (tx: StoreTx): StoreTx => ({
    ...tx,
    takeClaims: async (claims) => {
      await meet(claims[0]?.start ?? 0);
      return tx.takeClaims(claims);
    },
  });
  return {
    ...store,
    transaction: async (tenantId, work, options) => {
      try {
        return await store.transaction(tenantId, (tx) => work(inPairs(tx)), options);
      } catch (error) {
        if (error instanceof DatabaseError && error.code === '40P01') deadlocks.met += 1;
        throw error;
      }
    },
  };
}

/** Resolves when a second one came to the same place, or when none comes. */
function meetings(): (place: number) => Promise<unknown> {
  const waiting = new Map<number, () => void>();
  return async (place) => {
    const somebody = waiting.get(place);
    waiting.delete(place);
    if (somebody !== undefined) return somebody();
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.set(place, resolve);
    return Promise.race([promise, sleep(200)]);
  };
}
