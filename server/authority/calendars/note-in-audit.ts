import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

export type FeedNote = {
  readonly name: 'calendar-feed.create' | 'calendar-feed.revoke';
  readonly feedId: string;
  readonly actorId: string;
  /** What was asked for; never the secret. */
  readonly input: Readonly<Record<string, unknown>>;
};

/** Writes it where all that people did is written (I7), in the transaction that does it. */
export async function noteInAudit(tx: Tx, desk: DeskIdentity, note: FeedNote): Promise<void> {
  const input = JSON.stringify(note.input);
  const bodyHash = createHash('sha256').update(`${note.name}\n${input}`).digest();
  await sql`
    insert into command (
      tenant_id, id, desk_id, actor_id, name, subject_id, body_hash, input, desk_time, sequence, received_at, decided_at,
      verdict
    )
    select ${desk.tenantId}, ${randomUUID()}, ${desk.deskId}, ${note.actorId}, ${note.name}, ${note.feedId}, ${bodyHash},
      ${input}::jsonb, ms, 0, now(), now(), jsonb_build_object('kind', 'accepted', 'decidedAt', ms, 'revisions', '[]'::jsonb)
    from (select floor(extract(epoch from now()) * 1000)::bigint as ms) as clock`.execute(tx);
}
