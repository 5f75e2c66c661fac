import type { Client } from 'pg';
import type { ChainHead, ChainRow } from '#server/authority/audit/chain-hash.ts';

const batch = 1_000;

type Row = {
  readonly position: string;
  readonly recorded_at: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly is_command: boolean;
  readonly note: string | null;
  readonly note_name: string | null;
  readonly id: string | null;
  readonly command_position: string;
  readonly desk_id: string;
  readonly actor_id: string;
  readonly name: string;
  readonly subject_id: string | null;
  readonly body_hash: string;
  readonly input: string;
  readonly desk_time: string;
  readonly sequence: string;
  readonly received_at: string;
  readonly decided_at: string;
  readonly verdict: string;
};

/** A tenant's audit from its beginning, in a transaction that sees one moment. JSON stays as PostgreSQL spells it. */
export async function* readChain(client: Client, tenantId: string): AsyncGenerator<ChainRow> {
  await client.query(`
    declare chain no scroll cursor for
      select audit.position::text, micros(audit.recorded_at)::text as recorded_at,
        encode(audit.previous_hash, 'hex') as previous_hash, encode(audit.hash, 'hex') as hash,
        audit.command_id is not null as is_command, audit.note::text, audit.note ->> 'name' as note_name,
        command.id, command.position::text as command_position, command.desk_id, command.actor_id, command.name,
        command.subject_id, encode(command.body_hash, 'hex') as body_hash, command.input::text, command.desk_time::text,
        command.sequence::text, micros(command.received_at)::text as received_at,
        micros(command.decided_at)::text as decided_at, command.verdict::text
      from audit left join command on command.tenant_id = audit.tenant_id and command.id = audit.command_id
      where audit.tenant_id = ${client.escapeLiteral(tenantId)} order by audit.position`);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${batch} from chain`);
    for (const row of rows) yield chainRow(tenantId, row);
    if (rows.length < batch) break;
  }
  await client.query('close chain');
}

function chainRow(tenantId: string, row: Row): ChainRow {
  const { recorded_at: recordedAt, previous_hash: previousHash, hash } = row;
  const name = (row.is_command ? row.name : row.note_name) ?? '';
  return { tenantId, position: Number(row.position), recordedAt, name, content: contentOf(row), previousHash, hash };
}

function contentOf(row: Row): readonly string[] | null {
  if (!row.is_command) return ['"note"', row.note ?? 'null'];
  if (row.id === null) return null;
  const text = (value: string | null): string => JSON.stringify(value);
  return [
    '"command"',
    ...[text(row.id), row.command_position, text(row.desk_id), text(row.actor_id), text(row.name)],
    ...[text(row.subject_id), text(row.body_hash), row.input, row.desk_time, row.sequence],
    ...[row.received_at, row.decided_at, row.verdict],
  ];
}

/** Where a tenant's audit ends; null before it begins. */
export async function readHead(client: Client, tenantId: string): Promise<ChainHead | null> {
  const { rows } = await client.query<{ position: string; hash: string }>(
    `select position::text, encode(hash, 'hex') as hash from audit where tenant_id = $1 order by audit.position desc limit 1`,
    [tenantId],
  );
  const [row] = rows;
  return row === undefined ? null : { tenantId, position: Number(row.position), hash: row.hash };
}
