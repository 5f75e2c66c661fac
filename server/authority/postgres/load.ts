import { type RawBuilder, sql } from 'kysely';
import type { ClaimWindow, DocumentRef } from '#shared/commands/command-definition.ts';
import { type HeldClaim, LONGEST_CLAIM_MINUTES } from '#shared/scheduling/claim.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import { instant } from '#shared/time/instant.ts';
import type { Asker, DocumentRequest, LoadedDocuments } from '#server/authority/store.ts';
import { collectionTables } from '#server/database/collection-tables.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

type DocumentRow = { readonly source: Collection | 'actor'; readonly desk_id: string | null; readonly doc: unknown };

/** In one statement. Each collection's subjects are locked in the order of their ids, so that two can only queue (F8). */
export async function loadDocuments(
  tx: Tx,
  tenantId: string,
  { askers, refs, subjects }: DocumentRequest,
): Promise<LoadedDocuments> {
  const locked = byCollection(subjects);
  const others = byCollection(refs.filter(({ collection, id }) => locked.get(collection)?.has(id) !== true));
  const locks = [...locked].map(([collection, ids]) => lockedRows(tenantId, collection, ids));
  const parts = [
    ...(askers.length > 0 ? [actorPart(tenantId, askers)] : []),
    ...[...locked.keys()].map(
      (collection) => sql`select ${sql.lit(collection)} as source, null::uuid as desk_id, doc
        from ${sql.table(`locked_${collection}`)}`,
    ),
    ...[...others].map(([collection, ids]) => documentPart(tenantId, collection, ids)),
  ];
  if (parts.length === 0) return { actors: [], found: [] };
  const all = sql.join(parts, sql` union all `);
  const query = locks.length === 0 ? all : sql`with ${sql.join(locks)} ${all}`;
  const { rows } = await sql<DocumentRow>`${query}`.execute(tx);
  // Documents are written by this folder alone, and parsed by their schema before they are.
  const actors = rows.flatMap(({ source, desk_id, doc }) =>
    source === 'actor' && desk_id !== null ? [{ deskId: desk_id, person: doc as Person }] : [],
  );
  const found = rows.flatMap(({ source, doc }) =>
    source === 'actor' ? [] : [{ collection: source, document: doc as AnyDocument }],
  );
  return { actors, found };
}

/**
 * In one order, so that the same collections are the same statement. Series come first, as they do in commands about
 * them, which write appointments later: so nobody waits crosswise.
 */
function byCollection(refs: readonly DocumentRef[]): ReadonlyMap<Collection, ReadonlySet<string>> {
  const groups = [...Map.groupBy(refs, ({ collection }) => collection)].toSorted(([a], [b]) =>
    a === 'series' || (a < b && b !== 'series') ? -1 : 1,
  );
  return new Map(groups.map(([collection, those]) => [collection, new Set(those.map(({ id }) => id))]));
}

function actorPart(tenantId: string, askers: readonly Asker[]): RawBuilder<unknown> {
  return sql`
    select 'actor' as source, desk_person.desk_id, person.doc from desk_person
    join person on person.tenant_id = desk_person.tenant_id and person.id = desk_person.person_id
    where desk_person.tenant_id = ${tenantId} and person.is_active
      and (desk_person.desk_id, desk_person.person_id) in (
        select distinct desk_id, actor_id from unnest(
          ${askers.map(({ deskId }) => deskId)}::uuid[], ${askers.map(({ actorId }) => actorId)}::uuid[]
        ) as asker (desk_id, actor_id)
      )`;
}

function lockedRows(tenantId: string, collection: Collection, ids: ReadonlySet<string>): RawBuilder<unknown> {
  return sql`${sql.table(`locked_${collection}`)} as (
    select doc from ${sql.table(collectionTables[collection])}
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]) order by id for update
  )`;
}

function documentPart(tenantId: string, collection: Collection, ids: ReadonlySet<string>): RawBuilder<unknown> {
  return sql`
    select ${sql.lit(collection)} as source, null::uuid as desk_id, doc from ${sql.table(collectionTables[collection])}
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`;
}

type ClaimRow = {
  readonly resource_id: string;
  readonly lane: number;
  readonly start_ms: string;
  readonly end_ms: string;
  readonly part: HeldClaim['part'];
  readonly holder_kind: HeldClaim['holder']['kind'];
  readonly holder_id: string;
};

const longestClaimMs = LONGEST_CLAIM_MINUTES * 60_000;

/**
 * Every claim that overlaps one of the windows; because none is longer than a day, an index range finds them (F11). The
 * range's beginning comes worked out: behind a policy PostgreSQL takes no sum of a column as a bound of an index, since
 * sums can fail, and would read a resource's whole past. OFFSET keeps it to one window after the other: joined in one
 * go, a clinic of few resources would have all that it ever booked read.
 */
export async function loadClaims(
  tx: Tx,
  tenantId: string,
  windows: readonly ClaimWindow[],
): Promise<readonly HeldClaim[]> {
  if (windows.length === 0) return [];
  const { rows } = await sql<ClaimRow>`
    select claim.resource_id, claim.lane, claim.start_ms, claim.end_ms, claim.part, claim.holder_kind, claim.holder_id
    from unnest(
      ${windows.map(({ resourceId }) => resourceId)}::uuid[],
      ${windows.map(({ start }) => start - longestClaimMs)}::bigint[],
      ${windows.map(({ start }) => start)}::bigint[],
      ${windows.map(({ end }) => end)}::bigint[]
    ) as wanted (resource_id, day_before_ms, start_ms, end_ms)
    cross join lateral (
      select * from claim where tenant_id = ${tenantId} and resource_id = wanted.resource_id
        and start_ms < wanted.end_ms and start_ms > wanted.day_before_ms and end_ms > wanted.start_ms
      offset 0
    ) as claim`.execute(tx);
  return rows.map((row) => ({
    resourceId: row.resource_id,
    lane: row.lane,
    start: instant(Number(row.start_ms)),
    end: instant(Number(row.end_ms)),
    part: row.part,
    holder: { kind: row.holder_kind, id: row.holder_id },
  }));
}
