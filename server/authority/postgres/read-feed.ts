import { type RawBuilder, sql } from 'kysely';
import { isWindowed, keptWindow } from '#shared/replication/kept-window.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { Position } from '#server/authority/feed-position.ts';
import type { FeedRequest, FeedRow, Horizon } from '#server/authority/store.ts';
import { collectionTables } from '#server/database/collection-tables.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

type Row = { readonly id: string; readonly xid: string; readonly doc: unknown; readonly is_gone: boolean };

export async function readHorizon(tx: Tx, tenantId: string, collection: Collection): Promise<Horizon> {
  const table = sql.table(collectionTables[collection]);
  const { rows } = await sql<{ xmin: string; newest: string; has_more: boolean }>`
    with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin)
    select xmin,
      coalesce((select xid from ${table} where tenant_id = ${tenantId} and xid < (select xmin from horizon)
        order by xid desc limit 1), '0') as newest,
      coalesce((select xid from ${table} where tenant_id = ${tenantId} order by xid desc limit 1) >= xmin, false) as has_more
    from horizon`.execute(tx);
  const row = rows[0];
  return { xmin: row?.xmin ?? '0', newest: row?.newest ?? '0', hasMore: row?.has_more === true };
}

export async function readRows(
  tx: Tx,
  tenantId: string,
  { collection, limit, position, horizon }: FeedRequest,
): Promise<readonly FeedRow[]> {
  const { isInWindow, isWanted } = windowFilter(collection, position);
  const { rows } = await sql<Row>`
    select id, xid, doc, not ${isInWindow} as is_gone from ${sql.table(collectionTables[collection])}
    where tenant_id = ${tenantId}
      and (xid, id) > (${position.xid}::xid8, ${position.id}::uuid)
      and xid < ${horizon.xmin}::xid8
      and ${isWanted}
    order by xid, id
    limit ${limit}`.execute(tx);
  return rows.map(({ id, xid, doc, is_gone }) => ({ id, xid, doc, isGone: is_gone }));
}

type WindowFilter = { readonly isInWindow: RawBuilder<boolean>; readonly isWanted: RawBuilder<boolean> };

/** PL4: outside the window only what changed after the floor is sent, as gone; before LIMIT, never after (F21). */
function windowFilter(collection: Collection, { floor, anchor }: Position): WindowFilter {
  if (!isWindowed(collection)) return { isInWindow: sql`true`, isWanted: sql`true` };
  const { start, end } = keptWindow(anchor);
  const isNear = sql`start_ms < ${end}::bigint and end_ms > ${start}::bigint`;
  const isInWindow =
    collection === 'appointments' ? sql<boolean>`(${isNear} or is_displaced)` : sql<boolean>`(${isNear})`;
  return { isInWindow, isWanted: sql`(${isInWindow} or xid > ${floor}::xid8)` };
}
