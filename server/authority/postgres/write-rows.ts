import { type RawBuilder, sql } from 'kysely';
import type { Change } from '#shared/commands/decision.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { storableInput, storableText } from '#server/authority/command-body.ts';
import type { CommandRecord, Entry } from '#server/authority/store.ts';
import { isLeased } from '#server/authority/postgres/lease-rows.ts';
import { collectionTables } from '#server/database/collection-tables.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

export async function releaseClaims(tx: Tx, tenantId: string, holderIds: readonly string[]): Promise<void> {
  await sql`delete from claim where tenant_id = ${tenantId} and holder_id = any(${holderIds}::uuid[])`.execute(tx);
}

/** All claims in one sorted INSERT (F8); a row that does not come back is a place that is taken. */
export async function takeClaims(tx: Tx, tenantId: string, claims: readonly HeldClaim[]): Promise<boolean> {
  const wanted = claims.map(({ resourceId, lane, start, end, part, holder }) => ({
    resource_id: resourceId,
    lane,
    start_ms: start,
    end_ms: end,
    part,
    holder_kind: holder.kind,
    holder_id: holder.id,
  }));
  const { rows } = await sql`
    insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id)
    select ${tenantId}::uuid, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted (
      resource_id uuid, lane integer, start_ms bigint, end_ms bigint, part text, holder_kind text, holder_id uuid
    )
    order by resource_id, lane, start_ms
    on conflict do nothing
    returning lane`.execute(tx);
  return rows.length === claims.length;
}

/** The documents and the commands in one statement. */
export async function writeRows(
  tx: Tx,
  tenantId: string,
  entries: readonly Entry[],
): Promise<'written' | 'changed-meanwhile' | 'known' | 'leased'> {
  const changes = entries.flatMap((entry) => entry.changes);
  const byCollection = [...Map.groupBy(changes, ({ collection }) => collection)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const documentParts = byCollection.map(([, those], at) => documentInsert(tenantId, those, at));
  const counts = byCollection.map((_, at) => sql`(select count(*)::integer from ${sql.table(`documents_${at}`)})`);
  const fresh = entries.flatMap((one) => one.fresh.map((claim) => ({ ...claim, deskId: one.record.desk.deskId })));
  // A statement sees what was committed when it began: so this one must begin after the claims were taken, and waited
  // for whoever grants a lease on their resources (LE2). Taking them in this very statement would see nothing.
  const leased = fresh.length === 0 ? sql`false` : isLeased(tenantId, fresh);
  const { rows } = await sql<{ documents: number; commands: number; leased: boolean }>`
    with ${sql.join([...documentParts, commandInsert(tenantId, entries)])}
    select ${sql.join([sql`0`, ...counts], sql` + `)} as documents, (select count(*)::integer from stored) as commands,
      ${leased} as leased
  `.execute(tx);
  if (rows[0]?.commands !== entries.length) return 'known';
  if (rows[0].leased) return 'leased';
  return rows[0].documents === changes.length ? 'written' : 'changed-meanwhile';
}

/** A document replaces only its own previous version; a new one only nothing. */
function documentInsert(tenantId: string, changes: readonly Change[], at: number): RawBuilder<unknown> {
  const table = sql.table(changes[0] === undefined ? '' : collectionTables[changes[0].collection]);
  const documents = JSON.stringify(changes.map(({ document }) => document));
  return sql`${sql.table(`documents_${at}`)} as (
    insert into ${table} as held (tenant_id, id, doc)
    select ${tenantId}::uuid, (doc ->> 'id')::uuid, doc from jsonb_array_elements(${documents}::jsonb) as doc order by 2
    on conflict (tenant_id, id) do update set doc = excluded.doc
      where held.version = (excluded.doc ->> 'version')::integer - 1
    returning id
  )`;
}

/** In their order, which the audit keeps. A `null` that was sent is kept as one, and is not a missing value. */
function commandInsert(tenantId: string, entries: readonly Entry[]): RawBuilder<unknown> {
  const commands = `[${entries.map(({ record }) => commandRow(record)).join()}]`;
  return sql`stored as (
    insert into command (
      tenant_id, id, desk_id, actor_id, name, subject_id, body_hash, input, desk_time, sequence,
      received_at, decided_at, verdict
    )
    select ${tenantId}::uuid, (row ->> 'id')::uuid, (row ->> 'deskId')::uuid, (row ->> 'actorId')::uuid, row ->> 'name',
      (row ->> 'subjectId')::uuid, decode(row ->> 'hash', 'hex'), row -> 'input', (row ->> 'deskTime')::bigint,
      (row ->> 'sequence')::bigint, (row ->> 'receivedAt')::timestamptz, (row ->> 'decidedAt')::timestamptz,
      row -> 'verdict'
    from jsonb_array_elements(${commands}::jsonb) with ordinality as given (row, at) order by at
    on conflict do nothing
    returning id
  )`;
}

function commandRow({ desk, command, hash, subjectId, receivedAt, verdict }: CommandRecord): string {
  const { id, actorId, deskTime, sequence } = command;
  const row = {
    id,
    deskId: desk.deskId,
    actorId,
    name: storableText(command.name),
    subjectId,
    hash: hash.toString('hex'),
    deskTime,
    sequence,
    receivedAt: receivedAt.toISOString(),
    decidedAt: new Date(verdict.decidedAt).toISOString(),
    verdict,
  };
  // The input is JSON already.
  return `${JSON.stringify(row).slice(0, -1)},"input":${storableInput(command.input)}}`;
}
