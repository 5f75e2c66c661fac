import { type Kysely, sql } from 'kysely';
import type { WindowedCollection } from '#shared/replication/kept-window.ts';
import { RANGE_LIMIT, type RangeOutput } from '#shared/replication/protocol.ts';
import { LONGEST_CLAIM_MINUTES } from '#shared/scheduling/claim.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { collectionTables } from '#server/database/collection-tables.ts';
import type { Schema } from '#server/database/schema.ts';
import { type Tx, withTenant } from '#server/database/tenant-scope.ts';

/** What is booked and blocked in the interval, of one snapshot (RG1); the rules are in shared/replication/SPEC.md. */
export async function readRange(db: Kysely<Schema>, tenantId: string, interval: Interval): Promise<RangeOutput> {
  return withTenant(
    db,
    tenantId,
    async (tx) => {
      const appointments = await readDocuments(tx, tenantId, { collection: 'appointments', interval });
      const blocks = await readDocuments(tx, tenantId, { collection: 'blocks', interval });
      return {
        appointments: appointments.slice(0, RANGE_LIMIT),
        blocks: blocks.slice(0, RANGE_LIMIT),
        isCut: appointments.length > RANGE_LIMIT || blocks.length > RANGE_LIMIT,
      };
    },
    { isSnapshot: true },
  );
}

type Wanted = { readonly collection: WindowedCollection; readonly interval: Interval };

/** One more than an answer holds, to know whether it is cut. Nothing lasts longer than a day, so an index range does. */
async function readDocuments(
  tx: Tx,
  tenantId: string,
  { collection, interval: { start, end } }: Wanted,
): Promise<readonly unknown[]> {
  const { rows } = await sql<{ doc: unknown }>`
    select doc from ${sql.table(collectionTables[collection])}
    where tenant_id = ${tenantId}
      and start_ms >= ${plusMinutes(start, -LONGEST_CLAIM_MINUTES)}::bigint and start_ms < ${end}::bigint
      and end_ms > ${start}::bigint
    order by start_ms, id
    limit ${RANGE_LIMIT + 1}`.execute(tx);
  return rows.map(({ doc }) => doc);
}
