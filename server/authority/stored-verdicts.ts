import { sql } from 'kysely';
import { verdictSchema, type Verdict } from '#shared/commands/verdict.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { refusedVerdict } from '#server/authority/verdict-of.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

export type Stored = { readonly hash: Buffer; readonly verdict: Verdict };

/** What was decided about these commands before, by their id. */
export async function storedVerdicts(
  tx: Tx,
  { tenantId }: DeskIdentity,
  commands: readonly Command[],
): Promise<Map<string, Stored>> {
  const { rows } = await sql<{ id: string; body_hash: Buffer; verdict: unknown }>`
    select id, body_hash, verdict from command
    where tenant_id = ${tenantId} and id = any(${commands.map(({ id }) => id)}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, { hash: row.body_hash, verdict: verdictSchema.parse(row.verdict) }]));
}

/** The same answer as before, for ever (I4); another command under a used id is refused, and changes nothing. */
export function repeated({ hash, verdict }: Stored, hashNow: Buffer): Verdict {
  return hash.equals(hashNow) ? verdict : refusedVerdict('command-id-reused', verdict.decidedAt);
}
