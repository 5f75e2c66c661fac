import { type Kysely, type RawBuilder, sql } from 'kysely';
import { anchorOf, isWindowed, keptWindow } from '#shared/replication/kept-window.ts';
import type { Checkpoint, PullOutput } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { Clock } from '#server/authority/clock.ts';
import { type Position, readPosition } from '#server/authority/feed-position.ts';
import { collectionTables } from '#server/database/collection-tables.ts';
import type { Schema } from '#server/database/schema.ts';
import { type Tx, withTenant } from '#server/database/tenant-scope.ts';

export type PullRequest = {
  readonly collection: Collection;
  readonly checkpoint: Checkpoint | null;
  readonly limit: number;
};

export type Feed = { readonly db: Kysely<Schema>; readonly epoch: string; readonly clock: Clock };

type Row = { readonly id: string; readonly xid: string; readonly doc: unknown; readonly is_gone: boolean };

/** A page of a collection's changes, oldest first; the rules are in shared/replication/SPEC.md. */
export async function pullPage(feed: Feed, tenantId: string, request: PullRequest): Promise<PullOutput> {
  const anchor = anchorOf(feed.clock());
  // One snapshot for all of it: the rows, and the horizon below which no more can appear (PL1).
  return withTenant(
    feed.db,
    tenantId,
    async (tx) => {
      const horizon = await readHorizon(tx, tenantId, request.collection);
      const position = readPosition(request.checkpoint, { epoch: feed.epoch, anchor, horizon });
      const rows = await readRows(tx, tenantId, { ...request, position, horizon });
      const last = rows.at(-1);
      const { floor } = position;
      return {
        documents: rows.map(({ doc, is_gone }) => ({ document: doc, isGone: is_gone })),
        checkpoint: { epoch: feed.epoch, xid: last?.xid ?? position.xid, id: last?.id ?? position.id, floor, anchor },
        isBehind: rows.length === request.limit || horizon.hasMore,
      };
    },
    { isSnapshot: true },
  );
}

/** `xmin`: every transaction below it has ended. `newest`: the newest row below it. */
export type Horizon = { readonly xmin: string; readonly newest: string; readonly hasMore: boolean };

async function readHorizon(tx: Tx, tenantId: string, collection: Collection): Promise<Horizon> {
  const table = sql.table(collectionTables[collection]);
  const { rows } = await sql<{ xmin: string; newest: string; has_more: boolean }>`
    with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin)
    select xmin,
      coalesce((select xid from ${table} where tenant_id = ${tenantId} and xid < (select xmin from horizon)
        order by xid desc limit 1), '0') as newest,
      exists (select from ${table} where tenant_id = ${tenantId} and xid >= (select xmin from horizon)) as has_more
    from horizon`.execute(tx);
  const row = rows[0];
  return { xmin: row?.xmin ?? '0', newest: row?.newest ?? '0', hasMore: row?.has_more === true };
}

type RowsRequest = PullRequest & { readonly position: Position; readonly horizon: Horizon };

async function readRows(
  tx: Tx,
  tenantId: string,
  { collection, limit, position, horizon }: RowsRequest,
): Promise<readonly Row[]> {
  const { isInWindow, isWanted } = windowFilter(collection, position);
  const { rows } = await sql<Row>`
    select id, xid, doc, not ${isInWindow} as is_gone from ${sql.table(collectionTables[collection])}
    where tenant_id = ${tenantId}
      and (xid, id) > (${position.xid}::xid8, ${position.id}::uuid)
      and xid < ${horizon.xmin}::xid8
      and ${isWanted}
    order by xid, id
    limit ${limit}`.execute(tx);
  return rows;
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
