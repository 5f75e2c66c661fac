import { type Kysely, sql } from 'kysely';
import { uniqueDeskName } from '#shared/scheduling/desk-name.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { CHANGES_CHANNEL, payloadOf } from '#server/database/changes.ts';
import type { Schema } from '#server/database/schema.ts';

type Tx = Kysely<Schema>;

/** A name that no other desk of the clinic has. Whoever asks next waits until this transaction is over (DN1). */
export async function freeDeskName(tx: Tx, { tenantId, deskId }: DeskIdentity, wanted: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`desk names of ${tenantId}`}, 0))`.execute(tx);
  const { rows } = await sql<{ name: string }>`
    select name from desk where tenant_id = ${tenantId} and id <> ${deskId} and revoked_at is null`.execute(tx);
  return uniqueDeskName(
    wanted,
    rows.map(({ name }) => name),
  );
}

export async function renameDesk(tx: Tx, desk: DeskIdentity, wanted: string): Promise<void> {
  const name = await freeDeskName(tx, desk, wanted);
  await sql`update desk set name = ${name} where tenant_id = ${desk.tenantId} and id = ${desk.deskId}`.execute(tx);
  await tellDeskNames(tx, desk.tenantId);
  // Its old name stands with what it holds.
  await sql`select pg_notify(${CHANGES_CHANNEL}, ${payloadOf(desk.tenantId, 'holds')})`.execute(tx);
}

/** Names come with the leases (DN2). */
export async function tellDeskNames(tx: Tx, tenantId: string): Promise<void> {
  await sql`select pg_notify(${CHANGES_CHANNEL}, ${payloadOf(tenantId, 'leases')})`.execute(tx);
}
