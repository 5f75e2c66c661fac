import { sql } from 'kysely';
import type { Beneath } from '#server/authority/redis/redis-tx.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

/** In a transaction of PostgreSQL itself. */
export function beneathRedis(tx: Tx, tenantId: string): Beneath {
  return {
    holdMs: async () => {
      const { rows } = await sql<{ minutes: number }>`
        select hold_minutes as minutes from tenant where id = ${tenantId}`.execute(tx);
      return (rows[0]?.minutes ?? 1) * 60_000;
    },
    standInLine: async (resourceIds) => {
      // Nothing that this transaction writes has to survive: not a flush for a row lock.
      await sql`select set_config('synchronous_commit', 'off', true)`.execute(tx);
      await sql`
        select from resource where tenant_id = ${tenantId} and id = any(${[...resourceIds]}::uuid[])
        order by id for key share`.execute(tx);
    },
  };
}
