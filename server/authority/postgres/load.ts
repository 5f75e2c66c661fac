import { type RawBuilder, sql } from 'kysely';
import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import { type HeldClaim, LONGEST_CLAIM_MINUTES } from '#shared/scheduling/claim.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import { instant } from '#shared/time/instant.ts';
import type { DocumentRequest, LoadedDocuments } from '#server/authority/store.ts';
import { collectionTables } from '#server/database/collection-tables.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

type DocumentRow = { readonly source: Collection | 'actor'; readonly doc: unknown };

export async function loadDocuments(tx: Tx, request: DocumentRequest): Promise<LoadedDocuments> {
  const { subject, desk } = request;
  const parts = [actorPart(request), ...documentParts(request)];
  const query =
    subject === null
      ? sql<DocumentRow>`${sql.join(parts, sql` union all `)}`
      : sql<DocumentRow>`
          with locked as (
            select doc from ${sql.table(collectionTables[subject.collection])}
            where tenant_id = ${desk.tenantId} and id = ${subject.id} for update
          )
          select ${sql.lit(subject.collection)} as source, doc from locked
          union all ${sql.join(parts, sql` union all `)}`;
  const { rows } = await query.execute(tx);
  // Documents are written by this folder alone, and parsed by their schema before they are.
  const actor = rows.find((row) => row.source === 'actor')?.doc as Person | undefined;
  const found = rows.flatMap(({ source, doc }) =>
    source === 'actor' ? [] : [{ collection: source, document: doc as AnyDocument }],
  );
  return { actor: actor ?? null, found };
}

function actorPart({ desk, actorId }: DocumentRequest): RawBuilder<DocumentRow> {
  return sql<DocumentRow>`
    select 'actor' as source, person.doc from desk_person
    join person on person.tenant_id = desk_person.tenant_id and person.id = desk_person.person_id
    where desk_person.tenant_id = ${desk.tenantId} and desk_person.desk_id = ${desk.deskId}
      and desk_person.person_id = ${actorId} and person.is_active`;
}

function documentParts({ desk, refs, subject }: DocumentRequest): RawBuilder<DocumentRow>[] {
  const byCollection = Map.groupBy(
    refs.filter((ref) => ref.collection !== subject?.collection || ref.id !== subject.id),
    ({ collection }) => collection,
  );
  return [...byCollection].map(
    ([collection, those]) => sql<DocumentRow>`
      select ${sql.lit(collection)} as source, doc from ${sql.table(collectionTables[collection])}
      where tenant_id = ${desk.tenantId} and id = any(${[...new Set(those.map(({ id }) => id))]}::uuid[])`,
  );
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

/** Every claim that overlaps one of the windows; because none is longer than a day, an index range finds them (F11). */
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
      ${windows.map(({ start }) => start)}::bigint[],
      ${windows.map(({ end }) => end)}::bigint[]
    ) as wanted (resource_id, start_ms, end_ms)
    join claim on claim.tenant_id = ${tenantId} and claim.resource_id = wanted.resource_id
      and claim.start_ms < wanted.end_ms and claim.start_ms > wanted.start_ms - ${longestClaimMs}::bigint
      and claim.end_ms > wanted.start_ms`.execute(tx);
  return rows.map((row) => ({
    resourceId: row.resource_id,
    lane: row.lane,
    start: instant(Number(row.start_ms)),
    end: instant(Number(row.end_ms)),
    part: row.part,
    holder: { kind: row.holder_kind, id: row.holder_id },
  }));
}
