import { sql } from 'kysely';
import { collides, type HeldClaim } from '#shared/scheduling/claim.ts';
import { postgresStore } from '#server/authority/postgres/postgres-store.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

/**
 * `holds`: they keep nothing. `on-conflict`: claims are looked for, and then inserted, one by one and unsorted. `order`: in
 * one statement, but in the order in which they were asked for.
 */
export type Layer = 'holds' | 'on-conflict' | 'order';

/** PostgreSQL without some of the layers above its exclusion constraint. */
export function knockedOutStore({ db }: Pick<Database, 'db'>, layers: readonly Layer[]): AuthorityStore {
  return postgresStore(db, (store, tx, tenantId) => {
    const unsorted = layers.includes('order') ? inOrderOfAsking(store, tx, tenantId) : store;
    const plain = layers.includes('on-conflict') ? checkThenInsert(unsorted, tx, tenantId) : unsorted;
    return layers.includes('holds') ? withoutHolds(plain) : plain;
  });
}

function withoutHolds(store: StoreTx): StoreTx {
  return {
    ...store,
    takeClaims: async (claims) => {
      const others = claims.filter(({ holder }) => holder.kind !== 'hold');
      return others.length === 0 || store.takeClaims(others);
    },
  };
}

function checkThenInsert(store: StoreTx, tx: Tx, tenantId: string): StoreTx {
  return {
    ...store,
    takeClaims: async (claims) => {
      const there = await store.loadClaims(claims);
      if (claims.some((claim) => there.some((other) => collides(claim, other)))) return false;
      for (const claim of claims) await insertPlainly(tx, tenantId, claim);
      return true;
    },
  };
}

async function insertPlainly(tx: Tx, tenantId: string, claim: HeldClaim): Promise<void> {
  const { resourceId, lane, start, end, part, holder } = claim;
  await sql`
    insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id)
    values (${tenantId}, ${resourceId}, ${lane}, ${start}, ${end}, ${part}, ${holder.kind}, ${holder.id})`.execute(tx);
}

function inOrderOfAsking(store: StoreTx, tx: Tx, tenantId: string): StoreTx {
  return {
    ...store,
    takeClaims: async (claims) => {
      const rows = claims.map(
        ({ resourceId, lane, start, end, part, holder }) =>
          sql`(${tenantId}::uuid, ${resourceId}::uuid, ${lane}::integer, ${start}::bigint, ${end}::bigint, ${part},
            ${holder.kind}, ${holder.id}::uuid)`,
      );

      const taken = await sql`
        insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id)
        values ${sql.join(rows)} on conflict do nothing returning lane`.execute(tx);
      return taken.rows.length === claims.length;
    },
  };
}
