import { sql } from 'kysely';
import { verdictSchema } from '#shared/commands/verdict.ts';
import type { Stored } from '#server/authority/store.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

export async function readVerdicts(
  tx: Tx,
  tenantId: string,
  commandIds: readonly string[],
): Promise<Map<string, Stored>> {
  const { rows } = await sql<{ id: string; body_hash: Buffer; verdict: unknown }>`
    select id, body_hash, verdict from command
    where tenant_id = ${tenantId} and id = any(${commandIds}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, { hash: row.body_hash, verdict: verdictSchema.parse(row.verdict) }]));
}
