import { type RawBuilder, sql } from 'kysely';
import type { Change } from '#shared/commands/decision.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { assert } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import { documentSchemas } from '#shared/replication/document-schemas.ts';
import type { World } from '#shared/scheduling/world.ts';
import { storableInput, storableText } from '#server/authority/command-body.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { collectionTables } from '#server/database/collection-tables.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

export type Written = 'written' | 'taken' | 'changed-meanwhile' | 'known';

export type CommandRecord = {
  readonly desk: DeskIdentity;
  readonly command: Command;
  readonly hash: Buffer;
  readonly subjectId: string | null;
  readonly receivedAt: Date;
  readonly verdict: Verdict;
};

/**
 * Writes claims, documents and the command with its verdict. Anything but `written` means that somebody else was
 * quicker: the caller rolls back, and decides again on what is there now.
 */
export async function write(tx: Tx, record: CommandRecord, changes: readonly Change[], world: World): Promise<Written> {
  const { tenantId } = record.desk;
  for (const change of changes) assertFitsWire(change);
  await releaseClaims(tx, tenantId, changes, world);
  if (!(await takeClaims(tx, tenantId, changes))) return 'taken';
  return writeRows(tx, record, changes);
}

// A document that no desk could read would stop every desk; then rather no document.
function assertFitsWire({ collection, document }: Change): void {
  const parsed = documentSchemas[collection].safeParse(document);
  assert(
    parsed.success,
    `a document of ${collection} does not fit its own schema: ${parsed.error?.issues[0]?.path.join('.') ?? ''}`,
  );
}

async function releaseClaims(tx: Tx, tenantId: string, changes: readonly Change[], world: World): Promise<void> {
  const holders = changes.flatMap(({ collection, document }) => {
    const before =
      collection === 'appointments' || collection === 'blocks' ? world.find(collection, document.id) : null;
    return before === null || before.claims.length === 0 ? [] : [document.id];
  });
  if (holders.length === 0) return;
  await sql`delete from claim where tenant_id = ${tenantId} and holder_id = any(${holders}::uuid[])`.execute(tx);
}

/** All claims in one sorted INSERT (F8); a row that does not come back is a place that is taken. */
async function takeClaims(tx: Tx, tenantId: string, changes: readonly Change[]): Promise<boolean> {
  const claims = changes.flatMap(({ collection, document }) =>
    'claims' in document
      ? document.claims.map(({ resourceId, lane, start, end, part }) => ({
          resource_id: resourceId,
          lane,
          start_ms: start,
          end_ms: end,
          part,
          holder_kind: collection === 'blocks' ? 'block' : 'appointment',
          holder_id: document.id,
        }))
      : [],
  );
  if (claims.length === 0) return true;
  const { rows } = await sql`
    insert into claim (tenant_id, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id)
    select ${tenantId}::uuid, resource_id, lane, start_ms, end_ms, part, holder_kind, holder_id
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as wanted (
      resource_id uuid, lane integer, start_ms bigint, end_ms bigint, part text, holder_kind text, holder_id uuid
    )
    order by resource_id, lane, start_ms
    on conflict do nothing
    returning lane`.execute(tx);
  return rows.length === claims.length;
}

async function writeRows(tx: Tx, record: CommandRecord, changes: readonly Change[]): Promise<Written> {
  const byCollection = [...Map.groupBy(changes, ({ collection }) => collection)];
  const documentParts = byCollection.map(([, those], at) => documentInsert(record.desk.tenantId, those, at));
  const counts = byCollection.map((_, at) => sql`(select count(*)::integer from ${sql.table(`documents_${at}`)})`);
  const { rows } = await sql<{ documents: number; commands: number }>`
    with ${sql.join([...documentParts, commandInsert(record)])}
    select ${sql.join([sql`0`, ...counts], sql` + `)} as documents, (select count(*)::integer from stored) as commands
  `.execute(tx);
  if (rows[0]?.commands !== 1) return 'known';
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

function commandInsert({ desk, command, hash, subjectId, receivedAt, verdict }: CommandRecord): RawBuilder<unknown> {
  return sql`stored as (
    insert into command (
      tenant_id, id, desk_id, actor_id, name, subject_id, body_hash, input, desk_time, sequence,
      received_at, decided_at, verdict
    ) values (
      ${desk.tenantId}, ${command.id}, ${desk.deskId}, ${command.actorId}, ${storableText(command.name)}, ${subjectId},
      ${hash}, ${storableInput(command.input)}, ${command.deskTime}, ${command.sequence},
      ${receivedAt}, ${new Date(verdict.decidedAt)}, ${JSON.stringify(verdict)}
    )
    on conflict do nothing
    returning id
  )`;
}
